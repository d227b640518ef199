using System.Diagnostics;
using Occam.Graphs.Channels;
using Occam.Graphs.Cost;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;

namespace Occam.Tests.Models.SearchSpaces;

public sealed class SubnetCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CountsWhatTheNetworkThatIsCutOutCosts(bool mobile)
    {
        using var graph = mobile ? new ProxylessMobileNetOptions().Build() : new SposShuffleNetOptions().Build();
        var space = SearchSpace.Of(graph);
        var cost = new SubnetCost(space);
        for (var draw = 0; draw < 5; draw++)
        {
            Check(space, cost, space.Mutator.Sample(1, draw));
        }
    }

    [Fact]
    public void WidthsAndKernelsAreCountedToo()
    {
        using var graph = ResNet.Build(new() { Size = 16, Widths = [16, 32], Blocks = [1, 2] });
        var analysis = ChannelAnalysis.Run(graph);
        var widths = analysis.Units.Select(Mutable (unit) => new ChannelWidth(unit, [unit.Channels.Count / 4, unit.Channels.Count / 2, unit.Channels.Count]));
        var kernels = graph.Nodes.Where(node => node.OpType == "Conv" && node.Input(1).Constant!.Dimensions[2] == 3).Take(2).Select(Mutable (node) => new KernelSize(node, [1, 3]));
        var space = new SearchSpace(graph, [.. widths, .. kernels], analysis);
        var cost = new SubnetCost(space);
        for (var draw = 0; draw < 8; draw++)
        {
            Check(space, cost, space.Mutator.Sample(2, draw));
        }
    }

    [Fact]
    public void TakesMicroseconds()
    {
        using var graph = new SposShuffleNetOptions { Widths = [16, 24, 32, 40], Blocks = [4, 4, 8, 4], Size = 32 }.Build();
        var space = SearchSpace.Of(graph);
        var cost = new SubnetCost(space);
        Subnet[] subnets = [.. Enumerable.Range(0, 500).Select(draw => space.Mutator.Sample(3, draw))];
        Array.ForEach(subnets, subnet => cost.Of(subnet));
        var fastest = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Array.ForEach(subnets, subnet => cost.Of(subnet));
            return watch.Elapsed.TotalMicroseconds / subnets.Length;
        });
        Assert.InRange(fastest, 0, 200); // 50 is the target and what the benchmark shows; tests run on busy machines
    }

    private static void Check(SearchSpace space, SubnetCost cost, Subnet subnet)
    {
        using var resolved = space.Resolve(subnet);
        var expected = CostTable.Measure(resolved);
        Assert.Equal(new SubnetFigures(expected.Macs, expected.Parameters), cost.Of(subnet));
    }
}
