using Occam.Graphs.Building;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Building;

public sealed class GraphBuilderTests
{
    [Fact]
    public void Layers_name_nodes_and_weights_after_their_place()
    {
        using var builder = new GraphBuilder("net");
        var x = builder.Input("image", 3, 8, 8);
        x = builder.Relu(builder.BatchNorm(builder.Conv(x, "stem", 16, 3, stride: 2), "stem.norm"), "stem.relu");
        using var graph = builder.Build(("logits", builder.Linear(builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten"), "classifier", 10)));

        Assert.Equal(["stem", "stem.norm", "stem.relu", "pool", "flatten", "classifier"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(
            ["stem.weight", "stem.norm.weight", "stem.norm.bias", "stem.norm.running_mean", "stem.norm.running_var", "classifier.weight", "classifier.bias"],
            graph.Constants.Select(value => value.Name));
        Assert.Equal("f32[N,10]", graph.Outputs[0].Type!.ToString());
    }

    [Fact]
    public void Shape_of_a_value_is_that_for_a_batch_of_one()
    {
        using var builder = new GraphBuilder("net");
        var x = builder.Conv(builder.Input("image", 3, 9, 7), "conv", 16, 3, stride: 2);

        Assert.Equal([1L, 16, 5, 4], builder.ShapeOf(x));
    }

    [Fact]
    public void Network_takes_batches_of_any_size()
    {
        using var scope = NewDisposeScope();
        using var builder = new GraphBuilder("net");
        var x = builder.MaxPool(builder.Conv(builder.Input("image", 1, 8, 8), "conv", 4, 3, groups: 1, bias: true), "pool", 2, 2);
        using var graph = builder.Build(("y", builder.AveragePool(x, "mean", 2, 2)));

        Assert.Equal([5L, 4, 2, 2], new GraphExecutor(graph).Run([zeros(5, 1, 8, 8)])[0].shape);
    }

    [Fact]
    public void Convolution_weights_have_the_deviation_of_kaiming_fan_out()
    {
        using var builder = new GraphBuilder("net", seed: 3);
        builder.Conv(builder.Input("image", 64, 8, 8), "conv", 128, 3);
        using var scope = NewDisposeScope();

        var deviation = builder.Graph.Find("conv.weight")!.Constant!.Tensor.std().item<float>();

        Assert.Equal(Math.Sqrt(2.0 / (128 * 9)), deviation, 1e-3);
    }

    [Fact]
    public void Same_seed_gives_the_same_weights_and_another_seed_others()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (Weight(1), Weight(1), Weight(2));

        Assert.True(a.equal(b).all().item<bool>());
        Assert.False(a.equal(c).all().item<bool>());
    }

    [Fact]
    public void Linear_on_an_image_says_that_it_has_to_be_flattened()
    {
        using var builder = new GraphBuilder("net");
        var x = builder.Input("image", 1, 8, 8);

        var error = Assert.Throws<GraphException>(() => builder.Linear(x, "classifier", 10));

        Assert.Contains("'image' is [1, 1, 8, 8]; flatten it first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_do_not_divide_the_channels_are_refused()
    {
        using var builder = new GraphBuilder("net");
        var x = builder.Input("image", 3, 8, 8);

        var error = Assert.Throws<GraphException>(() => builder.Conv(x, "conv", 4, 3, groups: 2));

        Assert.Contains("'conv'", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Weight(int seed)
    {
        using var builder = new GraphBuilder("net", seed);
        builder.Conv(builder.Input("image", 1, 8, 8), "conv", 4, 3);
        return builder.Graph.Find("conv.weight")!.Constant!.Tensor.clone();
    }
}
