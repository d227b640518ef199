using System.Runtime.InteropServices;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>How far an output is from what it should be.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Relative">The largest difference over the largest expected magnitude, max |a-b| / max |b|; infinite where the two cannot be compared.</param>
/// <param name="Problem">Why they cannot be compared; null where they can.</param>
public sealed record OutputDifference(string Output, double Relative, string? Problem = null)
{
    /// <summary>Compares an output with what it should be.</summary>
    /// <param name="output">The output's name.</param>
    /// <param name="expected">What it should be, any type.</param>
    /// <param name="actual">What it is.</param>
    public static OutputDifference Between(string output, Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        if (!expected.shape.AsSpan().SequenceEqual(actual.shape) || expected.dtype != actual.dtype)
        {
            return new OutputDifference(output, double.PositiveInfinity, $"{Describe(actual)} where {Describe(expected)} is expected");
        }

        return Between(output, Numbers(expected), Numbers(actual));
    }

    // NaN and infinities have to be the same on both sides; the rest is compared by size.
    private static OutputDifference Between(string output, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        var (difference, largest) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var (b, a) = (expected[i], actual[i]);
            if (double.IsFinite(b) && double.IsFinite(a))
            {
                difference = Math.Max(difference, Math.Abs(a - b));
                largest = Math.Max(largest, Math.Abs(b));
            }
            else if (!a.Equals(b))
            {
                return new OutputDifference(output, double.PositiveInfinity, $"element {i} is {a} where {b} is expected");
            }
        }

        return new OutputDifference(output, difference == 0 ? 0 : difference / Math.Max(largest, double.Epsilon));
    }

    private static ReadOnlySpan<double> Numbers(Tensor x) =>
        x.numel() == 0 ? [] : MemoryMarshal.Cast<byte, double>(x.detach().cpu().to(ScalarType.Float64).contiguous().bytes);

    private static string Describe(Tensor x) => $"{x.dtype.ToElementType().ShortName()}[{string.Join(',', x.shape)}]";
}
