namespace Occam.Onnx.Quantization;

/// <summary>
/// Quantizes a weight per output channel, symmetric and signed, together with its int32 bias. The scale of a channel is the larger of
/// what its weights need, max |w| / highest, and what 32 bits need: |b| / (s_x s_w) + 255 sum |w| / s_w has to stay below 2^31, else the
/// bias or the accumulator would wrap around silently. Where the scheme limits pairs, the scale is at least that at which no pair of neighbours adds up to more than 127 before rounding.
/// </summary>
internal static class WeightQuantizer
{
    private const double LargestActivation = 255;
    private const float SmallestScale = 1e-18f;

    /// <summary>What two weights of one sign may add up to, in steps, so that after rounding 255 times their sum fits into 16 bits.</summary>
    public const double PairLimit = 127;

    // 2 % below 2^31, because rounding each weight up by half a step adds to the sum.
    private const double AccumulatorLimit = 0.98 * int.MaxValue;

    /// <summary>Quantizes a weight.</summary>
    /// <param name="weight">The weight, row-major.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="axis">The axis of output channels.</param>
    /// <param name="bias">The bias [O], or null.</param>
    /// <param name="inputScale">The scale of the activation that the weight multiplies.</param>
    /// <param name="scheme">The scheme; signed and symmetric.</param>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="given">Scales found elsewhere, one an output channel; null takes the least that covers the weights.</param>
    /// <exception cref="QuantizationException">A weight or bias is not finite.</exception>
    public static QuantizedWeight Quantize(
        ReadOnlySpan<float> weight, IReadOnlyList<long> shape, int axis, float[]? bias, float inputScale, QuantizationScheme scheme, string layer, float[]? given = null)
    {
        var channels = (int)shape[axis];
        var inner = (int)shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
        var (largest, sums) = Measure(weight, channels, inner);
        var pairs = scheme.LimitsPairs ? Pairs(weight, shape, axis) : new double[channels];
        if (scheme.Granularity == Granularity.PerTensor)
        {
            Array.Fill(largest, largest.Length == 0 ? 0 : largest.Max());
            Array.Fill(pairs, pairs.Length == 0 ? 0 : pairs.Max());
        }

        var scales = new float[channels];
        var widened = 0;
        for (var i = 0; i < channels; i++)
        {
            var offset = bias is null ? 0 : Math.Abs((double)bias[i]);
            if (!double.IsFinite(largest[i]) || !double.IsFinite(offset))
            {
                throw new QuantizationException($"Layer '{layer}': output channel {i} has a weight or bias that is not finite; repair the network or leave the layer float.");
            }

            var wanted = Math.Max(given?[i] ?? (largest[i] / scheme.Highest), given is null || scheme.Highest > PairLimit / 2 ? pairs[i] / PairLimit : 0);
            var needed = ((offset / inputScale) + (LargestActivation * sums[i])) / AccumulatorLimit;
            widened += needed > wanted && largest[i] > 0 ? 1 : 0;
            var scale = (float)Math.Max(wanted, needed);
            scales[i] = scale > 0 ? Math.Max(scale, SmallestScale) : 1;
        }

        if (scheme.Granularity == Granularity.PerTensor)
        {
            Array.Fill(scales, scales.Max());
        }

        var (integers, biasScales) = (Round(weight, scales, inner, scheme), bias is null ? null : Array.ConvertAll(scales, scale => scale * inputScale));
        return new QuantizedWeight(integers, scales, bias is null ? null : Round(bias, biasScales!), biasScales, widened);
    }

    // For each channel max |w| and sum |w|; NaN ends as NaN in the sum.
    private static (double[] Largest, double[] Sums) Measure(ReadOnlySpan<float> weight, int channels, int inner)
    {
        var (largest, sums) = (new double[channels], new double[channels]);
        for (var start = 0; start < weight.Length; start += inner)
        {
            var channel = start / inner % channels;
            foreach (var w in weight.Slice(start, inner))
            {
                var magnitude = Math.Abs((double)w);
                largest[channel] = double.IsNaN(magnitude) ? double.NaN : Math.Max(largest[channel], magnitude);
                sums[channel] += magnitude;
            }
        }

        return (largest, sums);
    }

    // For each channel the largest sum of two weights of one sign that are neighbours in the kernels' order: input channels of one position, then the next position.
    private static double[] Pairs(ReadOnlySpan<float> weight, IReadOnlyList<long> shape, int axis)
    {
        var pairs = new double[shape[axis]];
        var count = weight.Length / Math.Max(1, pairs.Length);
        var inputs = axis == 0 && shape.Count > 1 ? (int)shape[1] : count;
        for (var channel = 0; channel < pairs.Length; channel++)
        {
            for (var k = 0; k + 1 < count; k += 2)
            {
                var (first, second) = (weight[Index(channel, k)], weight[Index(channel, k + 1)]);
                if (first * (double)second > 0)
                {
                    pairs[channel] = Math.Max(pairs[channel], Math.Abs((double)first + second));
                }
            }
        }

        return pairs;

        int Index(int channel, int k) => axis == 0 ? (channel * count) + (k % inputs * (count / inputs)) + (k / inputs) : (k * pairs.Length) + channel;
    }

    private static sbyte[] Round(ReadOnlySpan<float> weight, float[] scales, int inner, QuantizationScheme scheme)
    {
        var integers = new sbyte[weight.Length];
        for (var start = 0; start < weight.Length; start += inner)
        {
            var scale = scales[start / inner % scales.Length];
            for (var i = start; i < start + inner; i++)
            {
                integers[i] = (sbyte)Math.Clamp(MathF.Round(weight[i] / scale, MidpointRounding.ToEven), scheme.Lowest, scheme.Highest);
            }
        }

        return integers;
    }

    private static int[] Round(float[] bias, float[] scales)
    {
        var integers = new int[bias.Length];
        for (var i = 0; i < bias.Length; i++)
        {
            integers[i] = checked((int)Math.Round(bias[i] / (double)scales[i], MidpointRounding.ToEven));
        }

        return integers;
    }
}
