using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Tests.Models.SearchSpaces;

/// <summary>Mixtures by architecture parameters are places of a search space, too.</summary>
public sealed class MixtureSpaceTests
{
    private const double Tolerance = 1e-5;
    private const float All = 60; // e^-60 is nothing beside 1

    private static readonly DartsOptions Small = new() { Width = 4, Cells = 4, Nodes = 2, Size = 8, Classes = 4 };

    [Fact]
    public void Cells_share_their_choices_and_nothing_is_no_choice()
    {
        using var graph = Small.Build(3);
        var space = SearchSpace.Of(graph);

        Assert.Equal(2 * (2 + 3), space.Mutator.Groups.Count); // the edges of a cell, normal and reduction
        Assert.Equal(4 * (2 + 3), space.Mutables.Count);
        Assert.All(space.Mutator.Groups, group => Assert.Equal(DartsOperations.Names.Where(name => name != DartsOperations.None), group.Choices));
        Assert.True(space.IsPathsOnly);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_subnet_cut_out_is_the_mixture_with_all_weight_on_its_choices(int draw)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = Small.Build(3);
        Disturb(graph);
        var space = SearchSpace.Of(graph);
        var subnet = space.Mutator.Sample(11, draw);
        using var resolved = space.Resolve(subnet);
        GraphVerifier.Verify(resolved);
        var inputs = RandomInputs.For(graph, (ulong)draw);
        using var module = new GraphModule(graph);
        module.eval();

        PutAllWeight(space, subnet);
        var mixed = module.Run(inputs)[0];
        module.Select(space.Paths(subnet));
        var selected = module.Run(inputs)[0];

        Assert.True(OutputDifference.Between("mixed", mixed, ParityCheck.RunInTorch(resolved, inputs)[0]).Relative < Tolerance);
        Assert.True(OutputDifference.Between("selected", mixed, selected).Relative < Tolerance);
        using var session = new OnnxSession(resolved);
        Assert.True(OutputDifference.Between("onnx", mixed, session.Run(inputs)[0]).Relative < 10 * Tolerance);
        Assert.True(mixed.std().item<float>() > 1e-3, "the outputs say nothing");
        Assert.DoesNotContain(resolved.Nodes, node => node.Domain == "occam");
        var counted = CostTable.Measure(resolved);
        Assert.Equal(new SubnetFigures(counted.Macs, counted.Parameters), new SubnetCost(space).Of(subnet));
    }

    [Fact]
    public void Choices_and_mixtures_survive_a_file()
    {
        using var graph = Small.Build(3);
        using var read = OnnxReader.Read(OnnxWriter.ToBytes(graph));

        Assert.Equal(SearchSpace.Of(graph).Mutables.Select(mutable => (mutable.ToString(), mutable.Group)), SearchSpace.Of(read).Mutables.Select(mutable => (mutable.ToString(), mutable.Group)));
    }

    private static void PutAllWeight(SearchSpace space, Subnet subnet)
    {
        foreach (var mixture in space.Mutables.OfType<Mixture>())
        {
            var row = mixture.Node.Input(0).Constant!.Tensor.select(0, mixture.Node.Int("row", 0));
            row.zero_();
            row.select(0, mixture.InputOf(mixture.Choices.ToList().IndexOf(subnet[mixture.Group]!)) - Occam.Graphs.Ops.WeightedChoice.FirstCandidate).fill_(All);
        }
    }

    private static void Disturb(Graph graph)
    {
        var generator = new Generator(3, CPU);
        foreach (var value in graph.Constants.Where(value => value.Name.Contains("running_", StringComparison.Ordinal)))
        {
            value.Constant!.Tensor.uniform_(0.5, 1.5, generator);
        }
    }
}
