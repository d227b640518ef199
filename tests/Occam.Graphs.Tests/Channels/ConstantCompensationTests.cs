using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;
using Occam.Graphs.Tests.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

public sealed class ConstantCompensationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Sketch _sketch = new(3, 6, 6);

    public void Dispose()
    {
        _sketch.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Constant_behind_BatchNorm_and_relu_goes_into_the_readers_bias()
    {
        var x = _sketch.Op("Relu", [_sketch.BatchNorm(_sketch.Conv(_sketch.X, 3, 8), 8)]);
        var y = _sketch.Conv(x, 8, 4, kernel: 1, name: "reader");

        var (analysis, removed, compensation, pruned) = Prune(_sketch.Returns(y));

        // By hand: relu(shift) of the removed channels through the reader's weights.
        var shift = analysis.Graph.Nodes.Single(node => node.OpType == "BatchNormalization").Input(2).Constant!.Tensor;
        var reader = analysis.Graph.Nodes.Single(node => node.Name == "reader");
        var emitted = nn.functional.relu(shift).mul(tensor(Enumerable.Range(0, 8).Select(i => removed.Any(channel => channel.Index == i) ? 1f : 0f).ToArray()));
        var expected = reader.Input(2).Constant!.Tensor.add(reader.Input(1).Constant!.Tensor.reshape(4, 8).mv(emitted));
        TensorAssert.Close(expected, pruned.Nodes.Single(node => node.Name == "reader").Input(2).Constant!.Tensor, 1e-5);
        Assert.Equal(emitted.ne(0).sum().item<long>(), compensation.Kept);
        Assert.Equal(0, compensation.Lost);
    }

    [Fact]
    public void BatchNorm_behind_the_reader_takes_the_constant_into_its_mean()
    {
        var x = _sketch.Op("Sigmoid", [_sketch.Conv(_sketch.X, 3, 8)]);
        var y = _sketch.BatchNorm(_sketch.Conv(x, 8, 4, kernel: 1, name: "reader"), 4);

        var (analysis, _, compensation, pruned) = Prune(_sketch.Returns(_sketch.Conv(y, 4, 2, kernel: 1)));

        Assert.True(compensation.Kept > 0);
        Assert.Equal(
            analysis.Graph.Nodes.Count,
            pruned.Nodes.Count);
    }

    [Fact]
    public void Padded_reader_loses_the_constants_and_says_why()
    {
        var x = _sketch.Op("Sigmoid", [_sketch.Conv(_sketch.X, 3, 8)]);

        var (_, removed, compensation, _) = Prune(_sketch.Returns(_sketch.Conv(x, 8, 4, kernel: 3, name: "reader")));

        var reader = Assert.Single(compensation.Readers);
        Assert.Equal(("reader", removed.Length, "zero padding makes its border differ"), (reader.Reader, reader.Channels, reader.WhyNot));
        Assert.Equal((0, removed.Length), (compensation.Kept, compensation.Lost));
    }

    [Fact]
    public void Zero_emitted_is_neither_kept_nor_lost()
    {
        var node = _sketch.Graph.AddNode("Conv", [_sketch.X, _sketch.Weight(8, 3, 1, 1)], ["h"]);
        var y = _sketch.Conv(_sketch.Op("Relu", [node.Outputs[0]!]), 8, 4, kernel: 1);

        var (_, _, compensation, _) = Prune(_sketch.Returns(y));

        Assert.Empty(compensation.Readers);
    }

    [Fact]
    public void Gemm_with_alpha_and_beta_and_a_MatMul_with_an_addition_take_it()
    {
        var x = _sketch.Op("Sigmoid", [_sketch.Conv(_sketch.X, 3, 8)]);
        var flat = _sketch.Reshape(_sketch.Op("GlobalAveragePool", [x]), -1, 8);
        var scaled = new Dictionary<string, AttributeValue> { ["alpha"] = new FloatAttribute(0.5f), ["beta"] = new FloatAttribute(2) };
        var a = _sketch.Op("Gemm", [flat, _sketch.Weight(8, 5), _sketch.Weight(5)], scaled);
        var b = _sketch.Op("Add", [_sketch.MatMul(flat, 8, 5), _sketch.Weight(5)]);
        var lost = _sketch.MatMul(flat, 8, 5);

        var (_, removed, compensation, _) = Prune(_sketch.Returns(a, b, lost));

        Assert.Equal((2 * removed.Length, removed.Length), (compensation.Kept, compensation.Lost));
        Assert.Equal("has no bias", compensation.Readers.Single(reader => reader.WhyNot is not null).WhyNot);
    }

    [Fact]
    public void Grouped_reader_and_concatenation_take_it()
    {
        var left = _sketch.Op("Sigmoid", [_sketch.Conv(_sketch.X, 3, 8)]);
        var right = _sketch.Op("Relu", [_sketch.BatchNorm(_sketch.Conv(_sketch.X, 3, 8), 8)]);
        var y = _sketch.Conv(_sketch.Concat(1, left, right), 16, 6, kernel: 1, group: 2);

        Assert.True(Prune(_sketch.Returns(y)).Compensation.Kept > 0);
    }

    [Fact]
    public void Squeeze_and_excite_and_a_residual_sum_take_it()
    {
        var x = _sketch.Op("Relu", [_sketch.Conv(_sketch.X, 3, 8)]);
        var gate = _sketch.Op("Sigmoid", [_sketch.Conv(_sketch.Op("Relu", [_sketch.Conv(_sketch.Op("GlobalAveragePool", [x]), 8, 4, kernel: 1)]), 4, 8, kernel: 1)]);
        x = _sketch.Op("Add", [_sketch.Op("Mul", [x, gate]), _sketch.Conv(_sketch.X, 3, 8, kernel: 1)]);

        Assert.True(Prune(_sketch.Returns(_sketch.Conv(x, 8, 2, kernel: 1))).Compensation.Kept > 0);
    }

    [Fact]
    public void Embedding_of_positions_is_no_constant()
    {
        var x = _sketch.Conv(_sketch.X, 3, 8);
        x = _sketch.Op("Add", [x, _sketch.Weight(1, 8, 6, 6)]);

        var (_, removed, compensation, _) = Prune(_sketch.Returns(_sketch.Conv(x, 8, 2, kernel: 1)));

        Assert.Equal((0, removed.Length), (compensation.Kept, compensation.Lost));
        Assert.Equal("what they emit is not the same everywhere", Assert.Single(compensation.Readers).WhyNot);
    }

    [Fact]
    public void Recurrent_channels_and_those_of_a_product_are_zeroed_whole()
    {
        using var sketch = new Sketch(5, 4);
        var q = sketch.Op("Add", [sketch.MatMul(sketch.X, 4, 8), sketch.Weight(8)]);
        var k = sketch.Op("Add", [sketch.MatMul(sketch.X, 4, 8), sketch.Weight(8)]);

        var (_, removed, compensation, _) = Prune(sketch.Returns(sketch.Op("MatMul", [q, sketch.Transpose(k, 0, 2, 1)])));

        Assert.NotEmpty(removed);
        Assert.Empty(compensation.Readers);
    }

    // Every second channel leaves; the wide network with the constants kept has to give what the narrow one does.
    private static (ChannelAnalysis Analysis, Channel[] Removed, Compensation Compensation, Graph Pruned) Prune(Graph graph)
    {
        using var guard = no_grad();
        var analysis = ChannelAnalysis.Run(graph);
        Channel[] removed = [.. analysis.Units.SelectMany(unit => unit.Channels.Where(channel => channel.Index % 2 == 1))];
        var sizes = graph.Inputs.Select(input => InputShapes.Default(input)).ToArray();
        var compensation = ConstantCompensation.Find(analysis, removed, [.. sizes.Select(size => randn(size))], [.. sizes.Select(size => randn(size))]);
        var pruned = ChannelSlicer.Remove(analysis, removed, compensation);
        GraphVerifier.Verify(pruned);
        using var zeroed = ZeroedGraph.Of(analysis, removed, compensation);
        Tensor[] inputs = [.. sizes.Select(size => randn([2, .. size[1..]]))];
        foreach (var (expected, actual) in new GraphExecutor(zeroed).Run(inputs).Zip(new GraphExecutor(pruned).Run(inputs)))
        {
            TensorAssert.Close(expected, actual, 1e-4);
        }

        return (analysis, removed, compensation, pruned);
    }
}
