using TorchSharp;

namespace Occam.Models.Quantizers.Training.Functions;

/// <summary>The lowest and the highest integer of a fake quantization, held as TorchSharp wants them.</summary>
/// <param name="low">The lowest.</param>
/// <param name="high">The highest.</param>
internal sealed class IntegerRange(long low, long high)
{
    /// <summary>The lowest integer.</summary>
    public Scalar Low { get; } = (float)low;

    /// <summary>The highest integer.</summary>
    public Scalar High { get; } = (float)high;

    /// <summary>The highest integer as a number: Qp of the papers.</summary>
    public double Highest { get; } = high;
}
