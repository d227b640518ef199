using Google.Protobuf;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Runtime;

public sealed class LatencyMeterTests
{
    private static readonly LatencyOptions Short = new() { WarmUp = TimeSpan.Zero, MinimumDuration = TimeSpan.Zero, MinimumRuns = 10 };

    [Fact]
    public void Compare_measures_every_model_as_often_and_states_its_threads()
    {
        using var scope = NewDisposeScope();
        using var one = new OnnxSession(Models.AddRelu().ToByteArray());
        using var two = new OnnxSession(Models.AddRelu().ToByteArray(), new OnnxSessionOptions { Threads = 2 });
        var x = zeros(1, 3);

        var comparison = LatencyMeter.Compare([one, two], [[x], [x]], Short, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], comparison.Results.Select(result => result.Threads));
        Assert.All(comparison.Results, result => Assert.InRange(result.Runs, 10, 12));
        Assert.All(comparison.Results, result => Assert.True(0 < result.P10 && result.P10 <= result.Median && result.Median <= result.P90));
        Assert.Equal(1, comparison.SpeedUp(0));
        Assert.True(comparison.SpeedUp(1) > 0);
    }

    [Fact]
    public void Compare_stops_when_asked_to()
    {
        using var scope = NewDisposeScope();
        using var session = new OnnxSession(Models.AddRelu().ToByteArray());

        Assert.Throws<OperationCanceledException>(() => LatencyMeter.Measure(session, [zeros(1, 3)], Short, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void SpeedUp_is_the_median_of_the_rounds_ratios()
    {
        var comparison = new LatencyComparison([], [[2.0, 1.0], [30.0, 10.0], [4.0, 1.0]]);

        Assert.Equal(3, comparison.SpeedUp(1));
        Assert.Equal(1 / 3.0, comparison.SpeedUp(0, baseline: 1), 12);
    }

    [Fact]
    public void Result_quantiles_are_linear_between_neighbours()
    {
        var result = LatencyResult.Of([5, 1, 4, 2, 3], threads: 1);

        Assert.Equal(3, result.Median);
        Assert.Equal(1.4, result.P10, 12);
        Assert.Equal(4.6, result.P90, 12);
        Assert.Equal(5, result.Runs);
    }
}
