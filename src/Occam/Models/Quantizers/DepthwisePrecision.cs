namespace Occam.Models.Quantizers;

/// <summary>Which depthwise convolutions become integer. Alone, ONNX Runtime's integer kernel for them is slower than its float one.</summary>
public enum DepthwisePrecision
{
    /// <summary>Those between integer nodes, because converting to float and back would cost more than the slower kernel.</summary>
    AsNeighbours,

    /// <summary>None.</summary>
    Float,

    /// <summary>All.</summary>
    Integer,
}
