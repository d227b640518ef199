using Occam.Graphs;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Runtime;

public sealed class RandomInputsTests
{
    [Fact]
    public void For_declared_inputs_follows_type_and_shape()
    {
        using var scope = NewDisposeScope();
        using var graph = Inputs();

        var inputs = RandomInputs.For(graph, seed: 1, new Dictionary<string, long[]>(StringComparer.Ordinal) { ["image"] = [2, 3, 8, 8] });

        Assert.Equal([ScalarType.Float32, ScalarType.Int64, ScalarType.Bool, ScalarType.Float16], inputs.Select(input => input.dtype));
        Assert.Equal([2L, 3L, 8L, 8L], inputs[0].shape);
        Assert.Equal([1L, 16L], inputs[1].shape);
        Assert.InRange(inputs[1].min().item<long>(), 0, 7);
        Assert.InRange(inputs[1].max().item<long>(), 0, 7);
        Assert.InRange(inputs[0].std().item<float>(), 0.8, 1.2);
    }

    [Fact]
    public void For_same_seed_gives_the_same_and_for_another_seed_others()
    {
        using var scope = NewDisposeScope();
        using var graph = Inputs();

        var (a, b, c) = (RandomInputs.For(graph, seed: 1), RandomInputs.For(graph, seed: 1), RandomInputs.For(graph, seed: 2));

        Assert.True(a[0].equal(b[0]).all().item<bool>());
        Assert.False(a[0].equal(c[0]).all().item<bool>());
    }

    private static Graph Inputs()
    {
        var graph = new Graph("g");
        graph.AddInput("image", new TensorType(ElementType.Float, ["N", 3, "H", "W"]));
        graph.AddInput("tokens", new TensorType(ElementType.Int64, ["N", "T"]));
        graph.AddInput("mask", new TensorType(ElementType.Bool, [4]));
        graph.AddInput("half", new TensorType(ElementType.Float16, [2, 2]));
        return graph;
    }
}
