namespace Occam.Graphs.Execution;

/// <summary>How a network in training computes on the CPU. Weights, their gradients, outputs and observed values are float32 in any case, and inference is as ever.</summary>
public enum ComputeMode
{
    /// <summary>In float32, images as they come.</summary>
    Float32,

    /// <summary>In float32, images and weights of convolutions with their channels last in memory, which many convolutions prefer.</summary>
    ChannelsLast,

    /// <summary>Convolutions and products in bfloat16, channels last: faster for dense networks on processors that have bfloat16, far slower on others.</summary>
    Bfloat16,
}
