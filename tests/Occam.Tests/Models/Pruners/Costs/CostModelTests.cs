using Occam.Graphs.Cost;
using Occam.Models.Architectures;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Costs;

namespace Occam.Tests.Models.Pruners.Costs;

public sealed class CostModelTests
{
    [Fact]
    public void Models_predict_what_a_pruned_network_costs()
    {
        using var graph = ResNet.Build(new ResNetOptions { Widths = [8, 12], Blocks = [1, 2] }, 5);
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        var plan = new PruningPlan([.. analysis.Units.Select((unit, i) => new UnitPlan(unit, [.. unit.Channels.Take(1 + i)]))]);
        int[] removed = [.. plan.Units.Select(unit => unit.Removed.Count)];

        using var pruned = Pruner.Apply(analysis, plan);
        var cost = CostTable.Measure(pruned);

        Assert.Equal(cost.Macs, new MacsModel(analysis).Of(removed), 0.5);
        Assert.Equal(cost.Parameters, new ParameterModel(analysis).Of(removed), 0.5);
        Assert.Equal(cost.ActivationBytes, new ActivationModel(analysis).Of(removed), 0.5);
        Assert.True(cost.Parameters < CostTable.Measure(graph).Parameters);
    }
}
