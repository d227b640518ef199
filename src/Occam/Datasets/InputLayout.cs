namespace Occam.Datasets;

/// <summary>The order of an image batch's axes.</summary>
public enum InputLayout
{
    /// <summary>[N, C, H, W], as PyTorch's networks.</summary>
    ChannelsFirst,

    /// <summary>[N, H, W, C], as many of TensorFlow's and Keras' networks.</summary>
    ChannelsLast,
}
