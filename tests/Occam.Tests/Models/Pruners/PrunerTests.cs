using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Models.Architectures;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Costs;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners;

public sealed class PrunerTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Graph _graph = ResNet.Build(new ResNetOptions { Widths = [8, 12], Blocks = [1, 1] }, 5);

    public void Dispose()
    {
        _graph.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(0.8, 1)]
    [InlineData(0.4, 1)]
    [InlineData(0.5, 4)]
    public void Plan_meets_the_budget_and_predicts_the_pruned_networks_operations_exactly(double target, int multiple)
    {
        var (analysis, plan) = Pruner.Plan(_graph, new PruningOptions { TargetMacs = target, WidthMultiple = multiple });
        using var analysed = analysis.Graph;
        using var pruned = Pruner.Apply(analysis, plan);

        var macs = CostTable.Measure(pruned).Macs;

        Assert.InRange(macs, 1, target * CostTable.Measure(_graph).Macs);
        Assert.Equal(macs, new MacsModel(analysis).Of([.. plan.Units.Select(unit => unit.Removed.Count)]), 0.5);

        // One unit at most is off the multiple, for what rounding left over.
        Assert.InRange(plan.Units.Count(unit => unit.Kept % multiple != 0), 0, 1);
    }

    [Fact]
    public void Plan_removes_the_lowest_scores_of_each_unit()
    {
        var (analysis, plan) = Pruner.Plan(_graph, new PruningOptions { TargetMacs = 0.5, WidthMultiple = 1 });
        using var analysed = analysis.Graph;

        Assert.Contains(plan.Units, unit => unit.Removed.Count > 0);
        foreach (var unit in plan.Units.Where(unit => unit.Removed.Count > 0))
        {
            var scores = Pruner.Score(analysis, new()).Units[analysis.Units.Index().First(pair => pair.Item == unit.Unit).Index];
            var removed = unit.Removed.Select(channel => channel.Index).ToHashSet();
            Assert.True(removed.Max(i => scores[i]) <= Enumerable.Range(0, scores.Count).Where(i => !removed.Contains(i)).Min(i => scores[i]), unit.Unit.Name);
        }
    }

    [Theory]
    [InlineData(0.8, RankingScope.Global)]
    [InlineData(0.5, RankingScope.Global)]
    [InlineData(0.25, RankingScope.Global)]
    [InlineData(0.5, RankingScope.Local)]
    [InlineData(0.5, RankingScope.Isomorphic)]
    public void Rounded_widths_fill_the_budget(double target, RankingScope ranking)
    {
        using var graph = ResNet.Build(new ResNetOptions { Widths = [32, 64, 128], Blocks = [2, 2, 2] }, 5);
        var (analysis, plan) = Pruner.Plan(graph, new PruningOptions { TargetMacs = target, Ranking = ranking });
        using var analysed = analysis.Graph;

        var share = Share(new MacsModel(analysis), plan);

        Assert.InRange(share, target * 0.995, target);
        Assert.All(plan.Units, unit => Assert.Equal(0, unit.Kept % 8));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.5)]
    [InlineData(0.3)]
    public void Where_the_multiple_is_too_coarse_finer_widths_fill_the_budget(double target)
    {
        // Two units of 16: in multiples of 8 there are four networks, none near 70 % or 30 %.
        using var graph = ResNet.Build(new ResNetOptions { Widths = [16], Blocks = [1] }, 5);
        var (analysis, plan) = Pruner.Plan(graph, new PruningOptions { TargetMacs = target });
        using var analysed = analysis.Graph;

        Assert.InRange(Share(new MacsModel(analysis), plan), target * 0.95, target);
    }

    [Fact]
    public void Every_budget_is_met_and_one_of_them_filled()
    {
        using var graph = ResNet.Build(new ResNetOptions { Widths = [16, 32], Blocks = [2, 2] }, 5);
        var (analysis, plan) = Pruner.Plan(graph, new PruningOptions { TargetMacs = 0.7, TargetParameters = 0.3, TargetActivations = 0.6, WidthMultiple = 1 });
        using var analysed = analysis.Graph;

        double[] usage = [Share(new MacsModel(analysis), plan) / 0.7, Share(new ParameterModel(analysis), plan) / 0.3, Share(new ActivationModel(analysis), plan) / 0.6];

        Assert.InRange(usage.Max(), 0.99, 1 + 1e-9);
    }

    [Fact]
    public void Local_ranking_takes_the_same_share_of_every_unit()
    {
        using var graph = ResNet.Build(new ResNetOptions { Widths = [40, 80], Blocks = [2, 2] }, 5);
        var (analysis, plan) = Pruner.Plan(graph, new PruningOptions { TargetMacs = 0.5, WidthMultiple = 1, Ranking = RankingScope.Local });
        using var analysed = analysis.Graph;

        double[] shares = [.. plan.Units.Select(unit => (double)unit.Kept / unit.Unit.Channels.Count)];

        Assert.InRange(shares.Max() - shares.Min(), 0, 0.06);
    }

    [Fact]
    public void Isomorphic_ranking_takes_the_same_share_of_every_family()
    {
        using var graph = ResNet.Build(new ResNetOptions { Widths = [40, 80], Blocks = [3, 3] }, 5);
        var (analysis, plan) = Pruner.Plan(graph, new PruningOptions { TargetMacs = 0.5, WidthMultiple = 1, Ranking = RankingScope.Isomorphic });
        using var analysed = analysis.Graph;

        // The inner units of all blocks are built alike; the residual stages differ, with and without a stem or projection.
        var inner = plan.Units.Where(unit => unit.Unit.Name.EndsWith("conv1", StringComparison.Ordinal)).ToArray();
        var kept = (double)inner.Sum(unit => unit.Kept) / inner.Sum(unit => unit.Unit.Channels.Count);
        var others = plan.Units.Except(inner).Select(unit => (double)unit.Kept / unit.Unit.Channels.Count);

        Assert.Equal(6, inner.Length);
        Assert.All(others, share => Assert.Equal(kept, share, 0.05));
    }

    [Fact]
    public void Protected_nodes_keep_their_width_and_ratios_hold()
    {
        var (analysis, plan) = Pruner.Plan(_graph, new PruningOptions
        {
            TargetMacs = 0.7,
            WidthMultiple = 1,
            Protected = ["stage2.block0.relu1"],
            Ratios = [new() { Pattern = "stage1.*", Minimum = 0.25, Maximum = 0.5 }],
        });
        using var analysed = analysis.Graph;

        var unit = Assert.Single(plan.Units, unit => unit.Unit.Name == "stage2.block0.conv1");
        Assert.Empty(unit.Removed);
        Assert.All(plan.Units.Where(unit => unit.Unit.Producers.Any(node => node.Name.StartsWith("stage1.", StringComparison.Ordinal))), unit => Assert.InRange(unit.Removed.Count, 2, 4));
    }

    [Theory]
    [InlineData("stage2.block0.conv9", "stage2.block0.conv")]
    [InlineData("clasifier*", "classifier")]
    public void Pattern_that_fits_nothing_names_the_nearest(string pattern, string nearest)
    {
        var error = Assert.Throws<GraphException>(() => Pruner.Plan(_graph, new PruningOptions { TargetMacs = 0.5, Protected = [pattern] }));

        Assert.Contains($"'{pattern}' fits no node", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{nearest}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_target_is_refused() =>
        Assert.Contains("no target", Assert.Throws<ArgumentException>(() => Pruner.Plan(_graph, new PruningOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_beyond_what_can_leave_says_what_could()
    {
        var error = Assert.Throws<GraphException>(() => Pruner.Plan(_graph, new PruningOptions { TargetMacs = 0.001 }));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.Contains("--target-macs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => Pruner.Plan(_graph, new PruningOptions { TargetMacs = 2, WidthMultiple = 0 }));

        Assert.Contains("target MACs", error.Message, StringComparison.Ordinal);
        Assert.Contains("width multiple", error.Message, StringComparison.Ordinal);
    }

    private static double Share(ICost cost, PruningPlan plan) =>
        cost.Of([.. plan.Units.Select(unit => unit.Removed.Count)]) / cost.Of(new int[plan.Units.Count]);
}
