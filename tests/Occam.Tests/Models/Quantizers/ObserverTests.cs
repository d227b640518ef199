using Occam.Models.Quantizers;
using Occam.Models.Quantizers.Observers;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class ObserverTests
{
    [Fact]
    public void MinMax_covers_all_batches()
    {
        using var scope = NewDisposeScope();
        var observer = new MinMaxObserver();

        observer.Observe(tensor(new[] { 1f, 2f }));
        observer.Observe(tensor(new[] { -3f, 0f }));

        Assert.Equal(new ValueRange(-3, 2), observer.Range());
        Assert.Equal(4, observer.Count);
    }

    [Fact]
    public void Percentile_drops_the_share_at_each_end()
    {
        using var scope = NewDisposeScope();
        var observer = new PercentileObserver(99);

        observer.Observe(arange(0, 10_000, 1).to(ScalarType.Float32));
        observer.Observe(tensor(new[] { -1e6f }));

        // The lower end loses the outlier and 99 more; bins are 1024 wide once the outlier is in.
        Assert.InRange(observer.Range().Minimum, -1024, 100);
        Assert.InRange(observer.Range().Maximum, 9900, 9999);
    }

    [Fact]
    public void Percentile_of_100_covers_all()
    {
        using var scope = NewDisposeScope();
        var observer = new PercentileObserver(100);

        observer.Observe(tensor(new[] { -0.3f, 0.7f, 12f }));

        Assert.Equal(new ValueRange(-0.3f, 12), observer.Range());
    }

    [Fact]
    public void MeanSquaredError_beats_the_full_range_on_a_long_tail()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = cat([randn(200_000), tensor(new[] { 12f, -8f })]);
        var observer = new MeanSquaredErrorObserver();

        observer.Observe(x);

        Assert.InRange(Error(x, observer.Range()), 0, 0.8 * Error(x, new ValueRange(-8, 12)));
    }

    [Fact]
    public void MeanSquaredError_keeps_the_full_range_of_uniform_numbers()
    {
        using var scope = NewDisposeScope();
        var observer = new MeanSquaredErrorObserver();

        observer.Observe(linspace(-1, 1, 5000));

        Assert.Equal(1, observer.Range().Maximum, 0.02);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_that_are_not_finite_are_refused(float number)
    {
        using var scope = NewDisposeScope();
        foreach (var observer in new Observer[] { new MinMaxObserver(), new PercentileObserver(), new MeanSquaredErrorObserver() })
        {
            Assert.Throws<QuantizationException>(() => observer.Observe(tensor(new[] { 1, number })));
        }
    }

    private static double Error(Tensor x, ValueRange range)
    {
        var parameters = QuantizationParameters.Covering(range.Minimum, range.Maximum, QuantizationScheme.Activations);
        return x.data<float>().ToArray().Average(value => Math.Pow(parameters.Dequantize(parameters.Quantize(value, QuantizationScheme.Activations)) - value, 2));
    }
}
