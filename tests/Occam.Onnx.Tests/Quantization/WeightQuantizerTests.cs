using Occam.Onnx.Quantization;

namespace Occam.Onnx.Tests.Quantization;

public sealed class WeightQuantizerTests
{
    private static readonly QuantizationScheme Scheme = QuantizationScheme.Weights with { LimitsPairs = false };

    [Theory]
    [InlineData(new[] { 1f, 1, -1, 1 }, 2f / 127)] // the pair (1, 1)
    [InlineData(new[] { 1f, -1, 1, -1 }, 1f / 127)] // no pair of one sign
    [InlineData(new[] { 0.2f, 1, 0.9f, 0.1f }, 1.2f / 127)] // 1 and 0.9 are not multiplied together
    [InlineData(new[] { -0.5f, -1, 1, 0 }, 1.5f / 127)]
    public void Pairs_of_products_are_kept_within_16_bits(float[] weight, float scale)
    {
        var limited = Scheme with { LimitsPairs = true };

        var result = WeightQuantizer.Quantize(weight, [1, 4], 0, null, 1, limited, "layer");

        Assert.Equal(scale, result.Scales[0], 1e-7f);
        Assert.InRange(255 * (result.Integers[0] + result.Integers[1]), short.MinValue, short.MaxValue);
        Assert.InRange(255 * (result.Integers[2] + result.Integers[3]), short.MinValue, short.MaxValue);
        Assert.Equal(result.Scales, WeightQuantizer.Quantize(weight, [4, 1], 1, null, 1, limited, "layer").Scales); // as a MatMul's column
    }

    [Fact]
    public void Pairs_of_a_convolution_are_neighbouring_input_channels_of_one_position()
    {
        // [1, 2, 1, 2]: channel 0 has 1 and 0.1 at the two positions, channel 1 has 0.5 and 1.
        var result = WeightQuantizer.Quantize([1, 0.1f, 0.5f, 1], [1, 2, 1, 2], 0, null, 1, Scheme with { LimitsPairs = true }, "layer");

        Assert.Equal(1.5f / 127, result.Scales[0], 1e-7f);
    }

    [Fact]
    public void Channels_of_axis_0_get_scales_of_their_own()
    {
        var result = WeightQuantizer.Quantize([1, -2, 0.5f, 100, 50, -25], [2, 3], 0, null, 1, Scheme, "layer");

        Assert.Equal([2f / 127, 100f / 127], result.Scales);
        Assert.Equal([64, -127, 32, 127, 64, -32], result.Integers.Select(x => (int)x)); // 63.5, 31.75 and so on, half to even
        Assert.Null(result.Bias);
        Assert.Equal(0, result.Widened);
    }

    [Fact]
    public void Channels_of_axis_1_are_columns()
    {
        var result = WeightQuantizer.Quantize([1, 10, -2, 20], [2, 2], 1, null, 1, Scheme, "layer");

        Assert.Equal([2f / 127, 20f / 127], result.Scales);
        Assert.Equal([64, 64, -127, 127], result.Integers.Select(x => (int)x));
    }

    [Fact]
    public void Bias_is_stored_at_the_product_of_both_scales()
    {
        var result = WeightQuantizer.Quantize([127, 127], [2, 1], 0, [3, -0.26f], 0.5f, Scheme, "layer");

        Assert.Equal([0.5f, 0.5f], result.BiasScales!);
        Assert.Equal([6, -1], result.Bias!);
    }

    [Theory]
    [InlineData(1e-6f, 1000f, 0.01f)] // a dead channel with a large bias: 1e11 steps without the guard
    [InlineData(0f, -1000f, 0.01f)]
    [InlineData(1e-30f, 1e6f, 1e-6f)]
    public void Bias_that_int32_cannot_hold_widens_the_weight_scale(float weight, float bias, float inputScale)
    {
        var result = WeightQuantizer.Quantize([weight, 0, 1, -1], [2, 2], 0, [bias, 0.5f], inputScale, Scheme, "layer");

        Assert.InRange(Math.Abs((double)result.Bias![0]), 1e9, int.MaxValue);
        Assert.Equal(bias, result.Bias[0] * (double)result.BiasScales![0], Math.Abs(bias) * 1e-6);
        Assert.Equal(weight == 0 ? 0 : 1, result.Widened);
        Assert.Equal(1f / 127, result.Scales[1]); // the other channel keeps its resolution
    }

    [Fact]
    public void Sums_that_int32_cannot_hold_widen_the_weight_scale()
    {
        var weight = Enumerable.Repeat(1f, 80_000).ToArray(); // 80 000 * 127 * 255 is above 2^31

        var result = WeightQuantizer.Quantize(weight, [1, 80_000], 0, [1], 0.1f, Scheme, "layer");

        Assert.Equal(1, result.Widened);
        Assert.InRange((result.Integers.Sum(x => (long)x) * 255) + result.Bias![0], 0, int.MaxValue);
    }

    [Fact]
    public void Channel_of_zeros_gets_scale_1() =>
        Assert.Equal([1f, 3f / 127], WeightQuantizer.Quantize([0, 3], [2, 1], 0, [0, 0], 1, Scheme, "layer").Scales);

    [Fact]
    public void Per_tensor_shares_the_largest_scale() =>
        Assert.Equal([2f / 127, 2f / 127], WeightQuantizer.Quantize([1, 2], [2, 1], 0, null, 1, Scheme with { Granularity = Granularity.PerTensor }, "layer").Scales);

    [Fact]
    public void Seven_bits_stay_within_63() =>
        Assert.Equal([-63, 38], WeightQuantizer.Quantize([-1, 0.6f], [1, 2], 0, null, 1, Scheme with { Bits = 7 }, "layer").Integers.Select(x => (int)x));

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(1, float.NaN)]
    public void Weight_or_bias_that_is_not_finite_is_refused_by_name(float weight, float bias)
    {
        var error = Assert.Throws<QuantizationException>(() => WeightQuantizer.Quantize([1, weight, 2], [3, 1], 0, [0, bias, 0], 1, Scheme, "conv7"));

        Assert.Contains("'conv7': output channel 1", error.Message, StringComparison.Ordinal);
    }
}
