namespace Occam.Graphs.Ops;

/// <summary>What becomes of an operator in an integer network.</summary>
public enum QuantizationRole
{
    /// <summary>It stays float; putting Q/DQ around it would cost more than it saves.</summary>
    Float,

    /// <summary>A contraction with constant weights (Conv, Gemm, MatMul): the integer kernels that quantization is for.</summary>
    Weighted,

    /// <summary>Two activations meet (Add, Mul): integer where both are quantized.</summary>
    Elementwise,

    /// <summary>It only moves or selects elements (Reshape, MaxPool, Relu ...): scale and zero point pass through unchanged.</summary>
    Transparent,

    /// <summary>It has an integer kernel with a scale of its own for its output (AveragePool, Concat, Sigmoid ...).</summary>
    Rescaled,
}
