using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Models.Architectures;
using Occam.Models.Pruners;
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
        Assert.Equal(macs, new MacsModel(analysis).Macs([.. plan.Units.Select(unit => unit.Removed.Count)]), 0.5);
        Assert.All(plan.Units, unit => Assert.Equal(0, unit.Kept % multiple));
    }

    [Fact]
    public void Plan_removes_the_lowest_scores_of_each_unit()
    {
        var (analysis, plan) = Pruner.Plan(_graph, new PruningOptions { TargetMacs = 0.5, WidthMultiple = 1 });
        using var analysed = analysis.Graph;

        Assert.Contains(plan.Units, unit => unit.Removed.Count > 0);
        foreach (var unit in plan.Units.Where(unit => unit.Removed.Count > 0))
        {
            var scores = new L1Importance().Score(unit.Unit);
            var removed = unit.Removed.Select(channel => channel.Index).ToHashSet();
            Assert.True(removed.Max(i => scores[i]) <= Enumerable.Range(0, scores.Length).Where(i => !removed.Contains(i)).Min(i => scores[i]), unit.Unit.Name);
        }
    }

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
}
