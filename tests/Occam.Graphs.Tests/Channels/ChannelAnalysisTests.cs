using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

public sealed class ChannelAnalysisTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Chain_of_convolutions_has_a_unit_for_each_inner_width()
    {
        var s = new Sketch(3, 8, 8);
        var a = s.Op("Relu", [s.BatchNorm(s.Conv(s.X, 3, 8, name: "a"), 8)]);
        var b = s.Op("Relu", [s.Conv(a, 8, 6, name: "b")]);
        var graph = s.Returns(s.Conv(b, 6, 4, name: "c"));

        var (analysis, pruned) = PruneProof.Check(graph);

        Assert.Equal("a:8, b:6", PruneProof.Describe(analysis));
        var frozen = Assert.Single(analysis.Frozen);
        Assert.Equal(("c", 4, "is returned by the network as 'c'"), (frozen.Node.Name, frozen.Count, frozen.Reason));
        Assert.Equal([3, 4, 3, 3], pruned.FindNode("b")!.Input(1).Constant!.Dimensions);
    }

    [Fact]
    public void Operators_with_one_output_channel_are_listed_as_frozen_with_the_reason()
    {
        var s = new Sketch(3, 8, 8);
        var gate = s.Op("Sigmoid", [s.Conv(s.Conv(s.X, 3, 8, name: "a"), 8, 1, name: "gate")]);
        var graph = s.Returns(s.Conv(s.Op("Mul", [s.Conv(s.X, 3, 6, name: "b"), gate]), 6, 4, name: "c"));

        var (analysis, _) = PruneProof.Check(graph);

        Assert.Equal("a:8, b:6", PruneProof.Describe(analysis));
        var frozen = Assert.Single(analysis.Frozen, frozen => frozen.Node.Name == "gate");
        Assert.Equal((1, "is the only channel of its operator, or of each group, which would be empty without it"), (frozen.Count, frozen.Reason));
    }

    [Fact]
    public void Residual_addition_ties_the_channels_that_meet()
    {
        var s = new Sketch(3, 8, 8);
        var stem = s.Op("Relu", [s.Conv(s.X, 3, 8, name: "stem")]);
        var inner = s.Op("Relu", [s.Conv(stem, 8, 5, name: "inner")]);
        var sum = s.Op("Add", [s.Conv(inner, 5, 8, name: "outer"), stem]);
        var graph = s.Returns(s.Linear(s.Op("Flatten", [s.Op("GlobalAveragePool", [sum])]), 8, 3, "head"));

        var (analysis, _) = PruneProof.Check(graph);

        Assert.Equal("stem:8, inner:5", PruneProof.Describe(analysis));
        Assert.Equal(["stem", "outer"], analysis.Units[0].Producers.Select(node => node.Name));
    }

    [Fact]
    public void Addition_to_the_input_freezes_with_the_reason()
    {
        var s = new Sketch(4, 8, 8);
        var sum = s.Op("Add", [s.Conv(s.X, 4, 4, name: "a"), s.X], name: "sum");
        var graph = s.Returns(s.Conv(sum, 4, 2, name: "b"));

        var analysis = ChannelAnalysis.Run(graph);

        Assert.Empty(analysis.Units);
        Assert.Equal("meets a value without channels of its own at 'sum' (Add)", analysis.Frozen[0].Reason);
    }

    [Fact]
    public void Broadcast_of_one_channel_couples_nothing()
    {
        var s = new Sketch(3, 8, 8);
        var features = s.Conv(s.X, 3, 6, name: "features");
        var attention = s.Op("Sigmoid", [s.Conv(s.X, 3, 1, name: "attention")]);
        var graph = s.Returns(s.Conv(s.Op("Mul", [features, attention]), 6, 2, name: "out"));

        var (analysis, _) = PruneProof.Check(graph);

        Assert.Equal("features:6", PruneProof.Describe(analysis));
    }

    [Fact]
    public void Squeeze_and_excite_ties_the_gate_to_what_it_scales()
    {
        var s = new Sketch(3, 8, 8);
        var x = s.Op("Relu", [s.Conv(s.X, 3, 8, name: "conv")]);
        var squeezed = s.Op("Relu", [s.Conv(s.Op("GlobalAveragePool", [x]), 8, 4, 1, name: "squeeze")]);
        var gate = s.Op("Sigmoid", [s.Conv(squeezed, 4, 8, 1, name: "excite")]);
        var graph = s.Returns(s.Conv(s.Op("Mul", [x, gate]), 8, 2, name: "out"));

        var (analysis, _) = PruneProof.Check(graph);

        Assert.Equal("conv:8, squeeze:4", PruneProof.Describe(analysis));
        Assert.Equal(["conv", "excite"], analysis.Units[0].Producers.Select(node => node.Name));
    }

    [Fact]
    public void Depthwise_with_a_multiplier_keeps_every_multiple_of_a_channel()
    {
        var s = new Sketch(3, 8, 8);
        var a = s.Conv(s.X, 3, 6, name: "a");
        var depthwise = s.Conv(a, 6, 12, group: 6, name: "depthwise");
        var graph = s.Returns(s.Conv(depthwise, 12, 2, name: "out"));

        var (analysis, pruned) = PruneProof.Check(graph);

        Assert.Equal("a:6", PruneProof.Describe(analysis));
        Assert.Equal(3, pruned.FindNode("depthwise")!.Int("group", 1));
        Assert.Equal([6, 1, 3, 3], pruned.FindNode("depthwise")!.Input(1).Constant!.Dimensions);
    }

    [Fact]
    public void Grouped_convolution_loses_the_same_position_of_every_group()
    {
        var s = new Sketch(3, 8, 8);
        var a = s.Conv(s.X, 3, 8, name: "a");
        var grouped = s.Conv(a, 8, 12, group: 2, name: "grouped");
        var graph = s.Returns(s.Conv(grouped, 12, 2, name: "out"));

        var (analysis, pruned) = PruneProof.Check(graph);

        Assert.Equal("a:4, grouped:6", PruneProof.Describe(analysis));
        Assert.All(analysis.Units, unit => Assert.Equal((UnitKind.Index, 2), (unit.Kind, unit.Positions)));
        Assert.Equal(["a", "grouped"], analysis.Units[0].Nodes.Select(node => node.Name));
        Assert.Equal([6, 2, 3, 3], pruned.FindNode("grouped")!.Input(1).Constant!.Dimensions);
    }

    [Fact]
    public void Channel_shuffle_is_followed_as_a_permutation()
    {
        var s = new Sketch(3, 8, 8);
        var a = s.Conv(s.X, 3, 8, name: "a");
        var shuffled = s.Reshape(s.Transpose(s.Reshape(a, -1, 2, 4, 8, 8), 0, 2, 1, 3, 4), -1, 8, 8, 8);
        var graph = s.Returns(s.Conv(shuffled, 8, 2, name: "out"));

        var (analysis, _) = PruneProof.Check(graph);

        Assert.Equal("a:4", PruneProof.Describe(analysis)); // [2, 4]: a column of both halves leaves, or the layout breaks
    }

    [Fact]
    public void Concat_split_and_flatten_keep_track_of_positions()
    {
        var s = new Sketch(3, 4, 4);
        var a = s.Conv(s.X, 3, 4, name: "a");
        var b = s.Conv(s.X, 3, 6, name: "b");
        var parts = s.Split(s.Concat(1, a, b), 1, 3, 7);
        var c = s.Conv(parts[0], 3, 5, name: "c");
        var flat = s.Op("Flatten", [s.Concat(1, c, parts[1])]);
        var graph = s.Returns(s.Linear(flat, 12 * 16, 3, "head"));

        var (analysis, pruned) = PruneProof.Check(graph);

        // Channels 0-2 of a reach c, channel 3 the classifier: they leave in different places.
        Assert.Equal("a:3, b:6, c:5", PruneProof.Describe(analysis));
        Assert.Contains(analysis.Frozen, frozen => frozen.Node.Name == "a" && frozen.Count == 1);
        Assert.Equal([3, (3 + 1 + 3) * 16], pruned.FindNode("head")!.Input(1).Constant!.Dimensions);
    }

    [Fact]
    public void Fused_qkv_attention_loses_a_head_dimension_in_q_k_and_v_of_every_head()
    {
        const int Tokens = 5, Heads = 3, Size = 4, Width = Heads * Size;
        var s = new Sketch(Tokens, 6);
        var embedded = s.Op("Add", [s.MatMul(s.X, 6, Width), s.Weight(1, Tokens, Width)]);
        var qkv = s.Transpose(s.Reshape(s.MatMul(embedded, Width, 3 * Width), -1, Tokens, 3, Heads, Size), 2, 0, 3, 1, 4);
        Value Part(long i) => s.Op("Gather", [qkv, s.Graph.AddConstant($"index{i}", new Constant(tensor(i)))]);
        var scores = s.Op("MatMul", [Part(0), s.Transpose(Part(1), 0, 1, 3, 2)]);
        var weights = s.Op("Softmax", [s.Op("Add", [scores, s.Weight(1, Heads, Tokens, Tokens)])]);
        var mixed = s.Reshape(s.Transpose(s.Op("MatMul", [weights, Part(2)]), 0, 2, 1, 3), -1, Tokens, Width);
        var graph = s.Returns(s.Linear(s.Reshape(s.MatMul(mixed, Width, 8), -1, Tokens * 8), Tokens * 8, 2, "head"));

        var (analysis, _) = PruneProof.Check(graph);

        // The embedding's width, a position of the head size in q, k and v of every head, and the width behind the attention.
        Assert.Equal([12, 4, 8], analysis.Units.Select(unit => unit.Channels.Count));
        Assert.Equal([(UnitKind.Plain, 1), (UnitKind.HeadDimension, 3 * Heads), (UnitKind.Plain, 1)], analysis.Units.Select(unit => (unit.Kind, unit.Positions)));
    }

    [Fact]
    public void Unknown_operator_freezes_what_reaches_it()
    {
        var s = new Sketch(3, 8, 8);
        var a = s.Conv(s.X, 3, 8, name: "a");
        var odd = s.Graph.AddNode("Mystery", [a], ["odd"], domain: "com.example");
        s.Graph.SetType(odd.Outputs[0]!, new TensorType(ElementType.Float, ["N", 8, 8, 8]));
        var graph = s.Returns(s.Conv(odd.Outputs[0]!, 8, 2, name: "out"));

        var analysis = ChannelAnalysis.Run(graph);

        Assert.Empty(analysis.Units);
        Assert.Contains("whose operator Mystery Occam does not know", analysis.Frozen[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Mean_over_channels_is_marked_as_not_zero_equivalent()
    {
        var s = new Sketch(5, 8);
        var x = s.MatMul(s.X, 8, 6);
        var mean = s.Op("ReduceMean", [x], new() { ["axes"] = new IntsAttribute([-1]) });
        var graph = s.Returns(s.MatMul(s.Op("Sub", [x, mean]), 6, 3));

        var analysis = ChannelAnalysis.Run(graph);

        var unit = Assert.Single(analysis.Units);
        Assert.False(unit.IsZeroEquivalent);
        Assert.Contains("ReduceMean", unit.WhyNotZeroEquivalent, StringComparison.Ordinal);
    }
}
