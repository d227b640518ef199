using System.Runtime.InteropServices;

namespace Occam.Models.Quantizers;

/// <summary>The range of a tensor's numbers that quantization is to cover.</summary>
/// <param name="Minimum">The lowest.</param>
/// <param name="Maximum">The highest.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ValueRange(double Minimum, double Maximum)
{
    /// <summary>The width of the range with 0 in it.</summary>
    public double Span => Math.Max(Maximum, 0) - Math.Min(Minimum, 0);

    /// <summary>The smallest range that contains both.</summary>
    public ValueRange Union(ValueRange other) => new(Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
}
