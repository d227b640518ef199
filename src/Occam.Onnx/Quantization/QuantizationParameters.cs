using System.Runtime.InteropServices;

namespace Occam.Onnx.Quantization;

/// <summary>The scale and the zero point of a tensor: real = scale * (integer - zero point).</summary>
/// <param name="Scale">Real numbers an integer step; positive.</param>
/// <param name="ZeroPoint">The integer that stands for 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuantizationParameters(float Scale, int ZeroPoint)
{
    // Products of an activation's and a weight's scale have to stay normal float32 numbers.
    private const float SmallestScale = 1e-18f;

    /// <summary>The parameters that cover a range. It is widened to contain 0, so that padding and Relu are exact.</summary>
    /// <param name="minimum">The lowest value.</param>
    /// <param name="maximum">The highest value.</param>
    /// <param name="scheme">The scheme.</param>
    /// <returns>The parameters; scale 1 and the zero point of 0 where the range is empty.</returns>
    /// <exception cref="QuantizationException">A bound is not finite.</exception>
    public static QuantizationParameters Covering(double minimum, double maximum, QuantizationScheme scheme)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum))
        {
            throw new QuantizationException($"A range of {minimum} to {maximum} cannot be quantized: it has to be finite.");
        }

        var (low, high) = (Math.Min(minimum, 0), Math.Max(maximum, 0));
        if (low == 0 && high == 0)
        {
            return new QuantizationParameters(1, Math.Max(scheme.Lowest, 0));
        }

        if (scheme.IsSymmetric)
        {
            var largest = Math.Max(-low, high);
            return scheme.IsSigned
                ? new QuantizationParameters(ToScale(largest / scheme.Highest), 0)
                : new QuantizationParameters(ToScale(2 * largest / scheme.Highest), (scheme.Highest + 1) / 2);
        }

        var scale = ToScale((high - low) / (scheme.Highest - scheme.Lowest));
        var zeroPoint = Math.Clamp((int)Math.Round(scheme.Lowest - (low / scale), MidpointRounding.ToEven), scheme.Lowest, scheme.Highest);
        return new QuantizationParameters(scale, zeroPoint);
    }

    /// <summary>The integer for a real number, saturated; NaN becomes the zero point's neighbour that ONNX leaves undefined, so it is refused.</summary>
    /// <exception cref="QuantizationException">The number is not a number.</exception>
    public int Quantize(float value, QuantizationScheme scheme)
    {
        if (float.IsNaN(value))
        {
            throw new QuantizationException("NaN cannot be quantized.");
        }

        // In float32, as ONNX Runtime divides; the clamp comes before the conversion, which would overflow.
        var rounded = MathF.Round(value / Scale, MidpointRounding.ToEven);
        return (int)Math.Clamp(rounded + ZeroPoint, scheme.Lowest, (float)scheme.Highest);
    }

    /// <summary>The real number that an integer stands for.</summary>
    public float Dequantize(int value) => Scale * (value - ZeroPoint);

    private static float ToScale(double scale) => Math.Max((float)Math.Min(scale, float.MaxValue), SmallestScale);
}
