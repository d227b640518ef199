using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Costs;
using Occam.Onnx.Latency;
using Occam.Onnx.Runtime;

namespace Occam.Tests.Models.Pruners;

public sealed class LatencyModelTests
{
    private static readonly LatencyOptions Short = new() { WarmUp = TimeSpan.Zero, MinimumDuration = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public void A_network_is_the_sum_of_measured_kernels_and_a_second_model_measures_nothing_anew()
    {
        using var graph = Network();
        var analysis = ChannelAnalysis.Run(graph);
        var table = new LatencyTable(LatencyMachine.This(1));
        var latency = new LatencyModel(analysis, table, Short);
        int[] half = [.. analysis.Units.Select(unit => unit.Channels.Count / 2)];

        Assert.True(latency.Of(new int[half.Length]) > 0);
        Assert.True(latency.Of(half) > 0);
        var count = table.Count;
        Assert.True(count > 4, $"{count} kernels measured");
        var again = new LatencyModel(analysis, table, Short);
        again.Of(half);
        Assert.Equal(count, table.Count);
    }

    [Fact]
    public void Of_widths_that_cost_the_same_the_widest_stays()
    {
        using var graph = Network();
        var analysis = ChannelAnalysis.Run(graph);
        int[][] widths = [.. analysis.Units.Select(_ => new[] { 8, 16, 24, 32 })];

        // Time in blocks of 16: 24 costs what 32 does, 8 what 16 does.
        var blocks = EfficientWidthsFor(analysis, widths, removed => removed.Select(count => Math.Ceiling((32 - count) / 16.0)).Sum());
        Assert.All(blocks, kept => Assert.Equal([16, 32], kept));

        // Narrower is slower where it leaves the blocks: such a width is never taken.
        var cliff = EfficientWidthsFor(analysis, widths, removed => removed.Select(count => count == 8 ? 100.0 : 32 - count).Sum());
        Assert.All(cliff, kept => Assert.Equal([8, 16, 32], kept));
    }

    [Fact]
    public void A_plan_for_latency_keeps_the_budget()
    {
        using var graph = Network();
        var analysis = ChannelAnalysis.Run(graph);
        var options = new PruningOptions();
        var latency = new LatencyModel(analysis, new LatencyTable(LatencyMachine.This(1)), Short);
        var narrowest = latency.Of([.. analysis.Units.Select(unit => unit.Channels.Count - 8)]) / latency.Of(new int[analysis.Units.Count]);
        var target = Math.Min(1, (narrowest + 1) / 2);

        var plan = Pruner.Plan(analysis, Pruner.Score(analysis, options), options, [new Budget(latency, target, "--target-latency")]);

        int[] removed = [.. plan.Units.Select(unit => unit.Removed.Count)];
        Assert.InRange(latency.Of(removed) / latency.Of(new int[removed.Length]), 0, target + 1e-9);
    }

    private static int[][] EfficientWidthsFor(ChannelAnalysis analysis, int[][] widths, Func<IReadOnlyList<int>, double> time) =>
        EfficientWidths.Of(analysis, widths, new Stated(time));

    private static Graph Network()
    {
        using var builder = new GraphBuilder("small");
        var x = builder.Relu(builder.BatchNorm(builder.Conv(builder.Input("image", 3, 16, 16), "a", 32, 3), "a.norm"), "a.relu");
        x = builder.Relu(builder.Conv(x, "b", 32, 3, groups: 32, bias: true), "b.relu");
        x = builder.Relu(builder.Conv(x, "c", 32, 1, bias: true), "c.relu");
        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flat");
        return builder.Build(("logits", builder.Linear(x, "head", 10)));
    }

    private sealed class Stated(Func<IReadOnlyList<int>, double> time) : ICost
    {
        public string Name => "stated time";

        public double Of(IReadOnlyList<int> removed) => time(removed);
    }
}
