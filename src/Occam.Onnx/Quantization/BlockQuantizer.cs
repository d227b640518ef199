namespace Occam.Onnx.Quantization;

/// <summary>
/// Quantizes a weight by blocks of inputs, without data. The scale of a block is the one of a few candidates whose squared error is least: the range that covers the block, and narrower ones
/// that let its outliers saturate for the sake of the rest. A symmetric block may have a negative scale, so that the end of the range with one level more serves its largest weight.
/// </summary>
public static class BlockQuantizer
{
    private const float SmallestScale = 1e-30f;
    private static readonly float[] Shares = [1, 0.95f, 0.9f, 0.85f, 0.8f, 0.75f, 0.7f];

    /// <summary>Quantizes a weight.</summary>
    /// <param name="weight">The weight [N, K], row-major, finite.</param>
    /// <param name="columns">K.</param>
    /// <param name="scheme">The scheme: unsigned, per group.</param>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <exception cref="QuantizationException">A weight is not finite.</exception>
    public static BlockWeight Quantize(ReadOnlyMemory<float> weight, int columns, QuantizationScheme scheme, string layer)
    {
        var outputs = weight.Length / columns;
        var blocks = (columns + scheme.GroupSize - 1) / scheme.GroupSize;
        var result = new BlockWeight
        {
            Outputs = outputs,
            Columns = columns,
            Scheme = scheme,
            Integers = new byte[weight.Length],
            Scales = new float[outputs * blocks],
            ZeroPoints = new byte[outputs * blocks],
        };
        for (var i = 0; i < weight.Length; i++)
        {
            if (!float.IsFinite(weight.Span[i]))
            {
                throw new QuantizationException($"Layer '{layer}': output channel {i / columns} has a weight that is not finite; repair the network or leave the layer float.");
            }
        }

        Parallel.For(0, outputs * blocks, block =>
        {
            var start = block % blocks * scheme.GroupSize;
            var range = new Range((block / blocks * columns) + start, (block / blocks * columns) + Math.Min(columns, start + scheme.GroupSize));
            (result.Scales[block], result.ZeroPoints[block]) = Best(weight.Span[range], scheme);
            Round(weight.Span[range], result.Integers.AsSpan(range), result.Scales[block], result.ZeroPoints[block], scheme);
        });
        return result;
    }

    // The candidate of least squared error.
    private static (float Scale, byte ZeroPoint) Best(ReadOnlySpan<float> block, QuantizationScheme scheme)
    {
        var (low, high) = (0f, 0f);
        foreach (var w in block)
        {
            (low, high) = (Math.Min(low, w), Math.Max(high, w));
        }

        var (best, least) = ((Scale: 1f, ZeroPoint: (byte)Middle(scheme)), double.PositiveInfinity);
        if (low == 0 && high == 0)
        {
            return best;
        }

        foreach (var candidate in scheme.IsSymmetric ? Symmetric(low, high, scheme) : Affine(low, high, scheme))
        {
            if (Error(block, candidate, scheme) is var error && error < least)
            {
                (best, least) = (candidate, error);
            }
        }

        return best;
    }

    private static IEnumerable<(float Scale, byte ZeroPoint)> Symmetric(float low, float high, QuantizationScheme scheme)
    {
        var middle = Middle(scheme);
        var (largest, sign) = high > -low ? (high, -1) : (-low, 1);
        yield return (Positive(largest / Math.Max(1, middle - 1)), (byte)middle);
        foreach (var share in Shares)
        {
            yield return (sign * Positive(share * largest / middle), (byte)middle);
        }
    }

    private static IEnumerable<(float Scale, byte ZeroPoint)> Affine(float low, float high, QuantizationScheme scheme)
    {
        foreach (var share in Shares)
        {
            var parameters = QuantizationParameters.Covering(share * low, share * high, scheme);
            yield return (parameters.Scale, (byte)parameters.ZeroPoint);
        }
    }

    private static double Error(ReadOnlySpan<float> block, (float Scale, byte ZeroPoint) parameters, QuantizationScheme scheme)
    {
        var sum = 0.0;
        foreach (var w in block)
        {
            var difference = (parameters.Scale * (Integer(w, parameters.Scale, parameters.ZeroPoint, scheme) - parameters.ZeroPoint)) - (double)w;
            sum += difference * difference;
        }

        return sum;
    }

    private static void Round(ReadOnlySpan<float> block, Span<byte> integers, float scale, byte zeroPoint, QuantizationScheme scheme)
    {
        for (var i = 0; i < block.Length; i++)
        {
            integers[i] = (byte)Integer(block[i], scale, zeroPoint, scheme);
        }
    }

    private static int Integer(float w, float scale, byte zeroPoint, QuantizationScheme scheme) =>
        (int)Math.Clamp(MathF.Round(w / scale, MidpointRounding.ToEven) + zeroPoint, scheme.Lowest, scheme.Highest);

    private static int Middle(QuantizationScheme scheme) => (scheme.Highest + 1) / 2;

    // A scale of 0 would divide by it.
    private static float Positive(float scale) => Math.Max(scale, SmallestScale);
}
