using Occam.Models.Quantizers.Observers;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class StreamingHistogramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1e-20)]
    [InlineData(1e30)]
    public void Every_number_is_in_the_bin_that_contains_it_however_the_range_grows(double unit)
    {
        using var scope = NewDisposeScope();
        var histogram = new StreamingHistogram();
        float[][] batches = [[0, 1, 2], [-5, 40], [1000, 3, 0], [-2000, 0.001f]];
        var numbers = batches.SelectMany(batch => batch).Select(x => (float)(x * unit)).ToArray();

        foreach (var batch in batches)
        {
            var scaled = Array.ConvertAll(batch, x => (float)(x * unit));
            histogram.Add(tensor(scaled), scaled.Min(), scaled.Max());
        }

        Assert.Equal(numbers.Length, histogram.Total);
        Assert.Equal(2, histogram.Zeros);
        for (var bin = 0; bin < StreamingHistogram.Bins; bin++)
        {
            var (low, high) = (histogram.Edge(bin), histogram.Edge(bin + 1));
            Assert.Equal(numbers.Count(x => x >= low && x < high), histogram.Counts[bin]);
        }
    }

    [Fact]
    public void Range_uses_at_least_an_eighth_of_the_bins()
    {
        using var scope = NewDisposeScope();
        var histogram = new StreamingHistogram();

        histogram.Add(tensor(new[] { 0f, 0.01f }), 0, 0.01f);
        histogram.Add(tensor(new[] { -1.1f, 1.1f }), -1.1f, 1.1f);

        Assert.True(2.2 / histogram.Width >= StreamingHistogram.Bins / 8.0);
    }

    [Fact]
    public void Large_tensor_is_sampled()
    {
        using var scope = NewDisposeScope();
        var histogram = new StreamingHistogram();

        histogram.Add(ones(StreamingHistogram.SampleLimit * 3), 1, 1);

        Assert.InRange(histogram.Total, StreamingHistogram.SampleLimit / 2, StreamingHistogram.SampleLimit);
    }

    [Fact]
    public void Zeros_alone_are_counted()
    {
        using var scope = NewDisposeScope();
        var histogram = new StreamingHistogram();

        histogram.Add(zeros(5), 0, 0);
        histogram.Add(tensor(new[] { 3e38f, -3e38f }), -3e38f, 3e38f);

        Assert.Equal(7, histogram.Total);
        Assert.Equal(7, histogram.Counts.ToArray().Sum());
    }
}
