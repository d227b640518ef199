using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Models.Architectures;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Architectures;

public sealed class DartsCellsTests
{
    private const float Far = 1000;
    private static readonly DartsOptions Small = new() { Width = 4, Cells = 4, Nodes = 2, Size = 8, Classes = 4 };

    private static readonly Genotype AllKinds = new(
        [[new(0, "sep_conv_5x5"), new(1, "skip_connect")], [new(1, "avg_pool_3x3"), new(2, "dil_conv_3x3")]],
        [[new(0, "skip_connect"), new(1, "max_pool_3x3")], [new(0, "dil_conv_5x5"), new(2, "sep_conv_3x3")]]);

    // Published: 3.3 million parameters for the second-order cells with width 36 and 20 cells; the official code counts 3.349342 without the auxiliary classifier.
    [Fact]
    public void Paper_network_has_the_published_number_of_weights()
    {
        using var graph = new DartsCellsOptions { Channels = 3, Size = 32, Width = 36, Cells = 20 }.Build();

        Assert.Equal(3_349_342, ZooChecks.Parameters(graph));
    }

    // All weight of every edge on one operation, or on none: a search network that computes the genotype alone.
    [Fact]
    public void Resolved_network_equals_the_search_network_with_those_operations_alone()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var supernet = Small.Build(seed: 1);
        Draw(supernet);
        Choose(supernet, "normal", AllKinds.Normal);
        Choose(supernet, "reduction", AllKinds.Reduction);
        var images = randn([5, 1, 8, 8], generator: new Generator(5));
        var expected = new GraphExecutor(supernet).Run([images])[0];

        using var resolved = DartsCells.Resolve(supernet, AllKinds);
        var output = new GraphExecutor(resolved).Run([images])[0];

        Assert.InRange(output.sub(expected).abs().max().div(expected.abs().max()).item<float>(), 0, 1e-5);
        Assert.True(expected.std().item<float>() > 1e-3, "the outputs say nothing");
        Assert.DoesNotContain(resolved.Nodes, node => node.Operator is WeightedChoice);
        Assert.Equal(AllKinds, GenotypeDerivation.Of(supernet));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Network_equals_ONNX_Runtime(bool normalisePools) => ZooChecks.EqualsOnnxRuntime(() =>
        DartsCells.Build(new() { Width = 4, Cells = 4, Nodes = 2, Size = 8, Classes = 4, NormalisePools = normalisePools }, AllKinds, seed: 2));

    [Fact]
    public void Auxiliary_classifier_is_a_second_output_behind_the_second_halving()
    {
        using var scope = NewDisposeScope();
        using var graph = DartsCells.Build(new() { Width = 4, Cells = 6, Nodes = 2, Auxiliary = true }, AllKinds);
        var shapes = new Dictionary<string, long[]>(StringComparer.Ordinal);

        new GraphExecutor(graph).Run([randn(2, 1, 28, 28)], observe: (value, tensor) => shapes[value.Name] = tensor.shape);

        Assert.Equal(["logits", "auxiliary"], graph.Outputs.Select(value => value.Name));
        Assert.Equal([2L, 10], shapes["auxiliary"]);
        Assert.Equal([2L, 128, 2, 2], shapes["auxiliary.norm1"]);
        Assert.Equal("cell4", graph.Nodes.Single(node => node.Name == "auxiliary.relu0").Input(0).Name);
    }

    [Fact]
    public void Genotype_of_another_number_of_nodes_is_refused() =>
        Assert.Contains("2 nodes", Assert.Throws<ArgumentException>(() => DartsCells.Build(new() { Nodes = 3 }, AllKinds)).Message, StringComparison.Ordinal);

    [Fact]
    public void Network_that_is_no_search_network_is_refused()
    {
        using var graph = new LeNetOptions().Build();

        Assert.Throws<GraphException>(() => DartsCells.Resolve(graph, AllKinds));
        Assert.Throws<GraphException>(() => GenotypeDerivation.Of(graph));
    }

    private static void Choose(Graph supernet, string name, IReadOnlyList<IReadOnlyList<GenotypeEdge>> nodes)
    {
        var table = supernet.Find(name)!.Constant!.Tensor;
        table.zero_();
        foreach (var (node, edges) in nodes.Index())
        {
            for (var from = 0; from < node + 2; from++)
            {
                var operation = edges.FirstOrDefault(edge => edge.From == from)?.Operation ?? DartsOperations.None;
                table[DartsOptions.EdgeAt(node, from), DartsOperations.Names.ToList().IndexOf(operation)] = Far;
            }
        }
    }

    private static void Draw(Graph graph)
    {
        using var generator = new Generator(7, CPU);
        foreach (var constant in graph.Constants.Where(value => value.Constant is { ElementType: ElementType.Float, Count: > 1 }))
        {
            constant.Constant!.Tensor.add_(zeros_like(constant.Constant.Tensor).uniform_(0, 0.1, generator));
        }
    }
}
