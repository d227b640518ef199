using CsCheck;
using Occam.Onnx.Quantization;

namespace Occam.Onnx.Tests.Quantization;

public sealed class QuantizationParametersTests
{
    [Theory]
    [InlineData(0, 6, 6f / 255, 0)] // after Relu6: zero point 0
    [InlineData(2, 6, 6f / 255, 0)] // widened to 0
    [InlineData(-1, 1.55, 0.01f, 100)]
    [InlineData(-3, -1, 3f / 255, 255)]
    [InlineData(0, 0, 1f, 0)]
    public void Covering_for_activations_gives_scale_and_zero_point(double low, double high, float scale, int zeroPoint)
    {
        var parameters = QuantizationParameters.Covering(low, high, QuantizationScheme.Activations);

        Assert.Equal(scale, parameters.Scale, 1e-9f);
        Assert.Equal(zeroPoint, parameters.ZeroPoint);
    }

    [Fact]
    public void Covering_for_weights_is_symmetric_and_leaves_the_lowest_integer_out()
    {
        var parameters = QuantizationParameters.Covering(-2, 1, QuantizationScheme.Weights);

        Assert.Equal(new QuantizationParameters((float)(2.0 / 127), 0), parameters);
        Assert.Equal(-127, parameters.Quantize(-9, QuantizationScheme.Weights));
    }

    [Fact]
    public void Quantize_rounds_half_to_even_and_saturates()
    {
        var parameters = new QuantizationParameters(0.5f, 10);
        var scheme = QuantizationScheme.Activations;

        Assert.Equal([10, 10, 12, 12, 0, 255, 255, 0], new[] { 0f, 0.25f, 0.75f, 1.25f, -100, 1000, float.PositiveInfinity, float.NegativeInfinity }.Select(x => parameters.Quantize(x, scheme)));
        Assert.Equal(1f, parameters.Dequantize(12));
        Assert.Throws<QuantizationException>(() => parameters.Quantize(float.NaN, scheme));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void Covering_an_unbounded_range_is_refused(double low, double high) =>
        Assert.Throws<QuantizationException>(() => QuantizationParameters.Covering(low, high, QuantizationScheme.Activations));

    [Fact]
    public void Error_inside_the_range_is_at_most_one_step_and_zero_is_exact() =>
        Gen.Select(Gen.Float[-100, 100], Gen.Float[-100, 100], Gen.Float[0, 1]).Sample((a, b, share) =>
        {
            var (low, high) = (Math.Min(Math.Min(a, b), 0), Math.Max(Math.Max(a, b), 0));
            var parameters = QuantizationParameters.Covering(low, high, QuantizationScheme.Activations);
            var x = low + (share * (high - low));
            var error = Math.Abs(parameters.Dequantize(parameters.Quantize(x, QuantizationScheme.Activations)) - x);

            // Half a step, and at the ends half a step more because the zero point is rounded.
            Assert.InRange(error, 0, parameters.Scale * 1.001);
            Assert.Equal(0, parameters.Dequantize(parameters.Quantize(0, QuantizationScheme.Activations)));
        });
}
