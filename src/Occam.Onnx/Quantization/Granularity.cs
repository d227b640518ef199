namespace Occam.Onnx.Quantization;

/// <summary>How much of a tensor shares one scale and zero point.</summary>
public enum Granularity
{
    /// <summary>The whole tensor.</summary>
    PerTensor,

    /// <summary>Each position of one axis: for weights, each output channel.</summary>
    PerChannel,

    /// <summary>Each run of <see cref="QuantizationScheme.GroupSize"/> inputs of each output channel: weight-only products.</summary>
    PerGroup,
}
