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

    [Fact]
    public void Moving_average_follows_the_batches_by_its_share()
    {
        using var scope = NewDisposeScope();
        var observer = new MovingAverageObserver(0.25);

        observer.Observe(tensor(new[] { -1f, 4f }));
        observer.Observe(tensor(new[] { -5f, 8f }));
        observer.Observe(tensor(new[] { -2f, 5f }));

        Assert.Equal(new ValueRange(-2, 5), observer.Range()); // -1, -2, -2 and 4, 5, 5
        Assert.Throws<ArgumentOutOfRangeException>(() => new MovingAverageObserver(0));
    }

    [Fact]
    public void Entropy_gives_up_far_outliers_and_keeps_uniform_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (normal, uniform) = (new EntropyObserver(), new EntropyObserver());

        normal.Observe(cat([randn(200_000), tensor(new[] { 40f })]));
        uniform.Observe(linspace(0, 1, 100_000));

        Assert.InRange(normal.Range().Maximum, 2.5, 20);
        Assert.Equal(1, uniform.Range().Maximum, 0.05);
    }

    [Fact]
    public void Entropy_does_not_count_exact_zeros()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = randn(50_000).relu();
        var (with, without) = (new EntropyObserver(), new EntropyObserver());

        with.Observe(cat([x, zeros(200_000)]));
        without.Observe(x);

        Assert.Equal(without.Range().Maximum, with.Range().Maximum, 0.25);
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
