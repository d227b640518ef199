using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Models.Architectures;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Architectures;

public sealed class DartsSupernetTests
{
    private static readonly DartsOptions Small = new() { Width = 4, Cells = 3, Nodes = 2, Size = 8, Classes = 4 };

    // The official code's search network for CIFAR-10 (C = 16, 8 cells): 1,930,618 weights, of which our BatchNorm layers' scale and shift (not trained there) are no part.
    [Fact]
    public void Paper_network_has_the_published_number_of_weights()
    {
        using var graph = new DartsOptions { Channels = 3, Size = 32 }.Build();
        var norms = graph.Nodes.Where(node => node.Operator is BatchNormalization && node.Name != "stem.norm").SelectMany(node => new[] { node.Input(1).Name, node.Input(2).Name }).ToHashSet();
        using var module = new GraphModule(graph);

        var weights = module.named_parameters().Where(pair => pair.name is not ("normal" or "reduction") && !norms.Contains(pair.name)).Sum(pair => pair.parameter.numel());

        Assert.Equal(1_930_618, weights);
        Assert.Equal([14L, 8], graph.Find("normal")!.Constant!.Dimensions);
        Assert.Equal(8 * 14, graph.Nodes.Count(node => node.Operator is WeightedChoice));
    }

    [Fact]
    public void Mixtures_are_the_sum_of_candidates_weighted_by_the_softmax()
    {
        using var scope = NewDisposeScope();
        using var graph = Small.Build(seed: 3);
        graph.Find("normal")!.Constant!.Tensor.normal_();
        var seen = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        new GraphExecutor(graph).Run([Images()], observe: (value, tensor) => seen[value.Name] = tensor.clone().DetachFromDisposeScope());
        var weights = graph.Find("normal")!.Constant!.Tensor.select(0, DartsOptions.EdgeAt(1, 2)).softmax(0);
        var edge = graph.Nodes.Single(node => node.Name == "cell0.node1.from2");

        var expected = zeros_like(seen["cell0.node1.from2"]);
        for (var k = 1; k < 8; k++)
        {
            expected += weights[k] * seen[edge.Input(WeightedChoice.FirstCandidate + k).Name];
        }

        Assert.True(allclose(expected, seen["cell0.node1.from2"], 1e-5, 1e-6));
        Assert.Null(edge.OptionalInput(WeightedChoice.FirstCandidate));
        Assert.Equal("cell0.node0", edge.Input(WeightedChoice.FirstCandidate + 3).Name); // skip_connect is the state itself
        foreach (var tensor in seen.Values)
        {
            tensor.Dispose();
        }
    }

    [Fact]
    public void Cells_at_a_third_and_two_thirds_halve_the_image_and_double_the_width()
    {
        using var scope = NewDisposeScope();
        using var graph = Small.Build();
        var shapes = new Dictionary<string, long[]>(StringComparer.Ordinal);

        new GraphExecutor(graph).Run([Images()], observe: (value, tensor) => shapes[value.Name] = tensor.shape);

        Assert.Equal([3L, 8, 8, 8], shapes["cell0"]);
        Assert.Equal([3L, 16, 4, 4], shapes["cell1"]);
        Assert.Equal([3L, 32, 2, 2], shapes["cell2"]);
        Assert.Equal([3L, 4], shapes["logits"]);
    }

    [Fact]
    public void Noise_and_temperature_change_the_mixture_as_the_Gumbel_softmax_has_it()
    {
        using var scope = NewDisposeScope();
        using var graph = Small.Build(seed: 3);
        var (table, noise) = (graph.Find("normal")!.Constant!.Tensor, graph.Find("normal.noise")!.Constant!.Tensor);
        noise.copy_(randn(noise.shape));
        graph.Find("normal.temperature")!.Constant!.Tensor.fill_(0.5);
        var output = new GraphExecutor(graph).Run([Images()])[0];

        table.copy_(table.add(noise).div(0.5));
        noise.zero_();
        graph.Find("normal.temperature")!.Constant!.Tensor.fill_(1);

        Assert.True(allclose(output, new GraphExecutor(graph).Run([Images()])[0], 1e-4, 1e-5));
    }

    [Fact]
    public void Options_out_of_range_are_all_listed()
    {
        var e = Assert.Throws<ArgumentException>(() => new DartsOptions { Width = 0, Cells = 0, Nodes = 0, StemFactor = 0 }.Build());

        Assert.All(["Width", "Cells", "Nodes", "StemFactor"], name => Assert.Contains(name, e.Message, StringComparison.Ordinal));
        Assert.Contains("divisible by 4", Assert.Throws<ArgumentException>(() => new DartsOptions { Size = 30 }.Build()).Message, StringComparison.Ordinal);
    }

    private static Tensor Images() => randn([3, 1, 8, 8], generator: new Generator(5));
}
