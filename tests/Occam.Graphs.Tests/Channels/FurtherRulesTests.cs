using Occam.Graphs.Channels;
using Occam.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

public sealed class FurtherRulesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Narrower_graph_shares_no_data_with_the_original()
    {
        var s = new Sketch(3, 4, 4);
        var graph = s.Returns(s.Conv(s.Op("Relu", [s.Conv(s.X, 3, 8, name: "a")]), 8, 2, name: "out"));
        var analysis = ChannelAnalysis.Run(graph);
        using var pruned = ChannelSlicer.Remove(analysis, analysis.Units[0].Channels.Take(1));
        var before = graph.Constants.ToDictionary(value => value.Name, value => value.Constant!.Tensor.clone());

        foreach (var constant in pruned.Constants)
        {
            constant.Constant!.Tensor.zero_();
        }

        Assert.All(graph.Constants, value => Assert.True(value.Constant!.Tensor.equal(before[value.Name]).all().item<bool>(), value.Name));
    }

    [Theory]
    [InlineData("Sigmoid", "a:8~")]
    [InlineData("Exp", "a:8~")]
    [InlineData("Relu", "a:8")]
    public void Sum_over_channels_that_are_not_zero_at_zero_is_not_the_same_without_them(string activation, string expected)
    {
        var s = new Sketch(3, 4, 4);
        var x = s.Op("ReduceSum", [s.Op(activation, [s.Conv(s.X, 3, 8, name: "a")]), s.Numbers(1)]);
        Assert.Equal(expected, PruneProof.Describe(ChannelAnalysis.Run(s.Returns(x))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Product_of_gates_is_not_the_same_without_them(bool gates)
    {
        var s = new Sketch(5, 4);
        var x = s.Op("Add", [s.MatMul(s.X, 4, 8), s.Weight(8)]);
        x = gates ? s.Op("Sigmoid", [x]) : s.Op("Mul", [x, s.Op("Sigmoid", [x])]);
        var analysis = ChannelAnalysis.Run(s.Returns(s.Op("MatMul", [x, s.Transpose(x, 0, 2, 1)])));

        Assert.Equal(!gates, Assert.Single(analysis.Units).IsZeroEquivalent);
    }

    [Fact]
    public void Maxout_loses_whole_groups()
    {
        var s = new Sketch(3, 4, 4);
        var x = s.Reshape(s.Conv(s.X, 3, 16, name: "a"), -1, 8, 2, 4, 4);
        x = s.Op("ReduceMax", [x], NodeAttributes.Of(("axes", new[] { 2L }), ("keepdims", 0)));

        var (analysis, _) = PruneProof.Check(s.Returns(s.Conv(x, 8, 2, name: "out")));

        Assert.Equal("a:8", PruneProof.Describe(analysis));
    }

    [Theory]
    [InlineData(8, 4, 17, "a:4")]
    [InlineData(8, 4, 21, "a:4")]
    [InlineData(8, 2, 21, "a:4~")]
    [InlineData(8, 8, 17, "a:8")]
    public void Group_normalisation_loses_groups_or_a_position_of_every_group(int channels, int groups, int opset, string expected)
    {
        var s = new Sketch(3, 4, 4);
        s.Graph.Opsets[string.Empty] = opset;
        var parameters = opset < 21 ? groups : channels;
        var x = s.Op("GroupNormalization", [s.Conv(s.X, 3, channels, name: "a"), s.Weight(parameters), s.Weight(parameters)], NodeAttributes.Of(("num_groups", groups)));
        var graph = s.Returns(s.Conv(s.Op("Relu", [x]), channels, 2, name: "out"));
        var analysis = ChannelAnalysis.Run(graph);

        using var pruned = ChannelSlicer.Remove(analysis, analysis.Units[0].Channels.Where(channel => channel.Index % 2 == 1));

        Assert.Equal(channels == groups ? UnitKind.Plain : expected.EndsWith('~') ? UnitKind.Index : UnitKind.Group, analysis.Units[0].Kind);
        Assert.Equal(expected, PruneProof.Describe(analysis));
        Assert.Equal(channels / 2, pruned.FindNode("a")!.Input(1).Constant!.Dimensions[0]);
        if (!expected.EndsWith('~'))
        {
            PruneProof.Check(graph);
        }
    }

    [Theory]
    [InlineData("bcd,ce->bed")]
    [InlineData("ce,bcd->bed")]
    [InlineData("...cd,ce->...ed")]
    public void Einsum_with_a_weight_contracts_and_produces(string equation)
    {
        var s = new Sketch(3, 5);
        var x = s.Op("Einsum", [s.X, s.Weight(3, 8)], NodeAttributes.Of(("equation", "bcd,ce->bed")), "a");
        var weight = s.Weight(8, 6);
        var y = s.Op("Einsum", equation.StartsWith("ce", StringComparison.Ordinal) ? [weight, x] : [x, weight], NodeAttributes.Of(("equation", equation)), "b");
        var graph = s.Returns(s.Op("Einsum", [y, s.Weight(6, 2)], NodeAttributes.Of(("equation", "bcd,ce->bed")), "out"));

        var (analysis, _) = PruneProof.Check(graph);

        Assert.Equal("a:8, b:6", PruneProof.Describe(analysis));
    }

    [Fact]
    public void Einsum_attention_loses_heads_or_positions_of_every_head()
    {
        const int Tokens = 5, Heads = 2, Size = 4;
        var s = new Sketch(Tokens, 6);
        Value Project(string name) => s.Op("Einsum", [s.X, s.Weight(6, Heads, Size)], NodeAttributes.Of(("equation", "btd,dhk->bthk")), name);
        var scores = s.Op("Softmax", [s.Op("Einsum", [Project("q"), Project("k")], NodeAttributes.Of(("equation", "bqhk,bvhk->bhqv")))]);
        var mixed = s.Op("Einsum", [scores, Project("v")], NodeAttributes.Of(("equation", "bhqv,bvhk->bqhk")));
        var graph = s.Returns(s.Op("Einsum", [mixed, s.Weight(Heads, Size, 3)], NodeAttributes.Of(("equation", "bqhk,hkd->bqd")), "out"));

        var (analysis, pruned) = PruneProof.Check(graph);

        // q and k have widths of their own, v another where heads stay whole; each loses half.
        Assert.All(analysis.Units, unit => Assert.True(unit.IsZeroEquivalent));
        Assert.All(["q", "k", "v"], name => Assert.Equal(graph.FindNode(name)!.Input(1).Constant!.Count / 2, pruned.FindNode(name)!.Input(1).Constant!.Count));
    }

    [Fact]
    public void Product_with_a_constant_on_the_left_contracts_its_columns()
    {
        var s = new Sketch(3, 5);
        var a = s.Op("MatMul", [s.Weight(8, 3), s.X], name: "a");
        var graph = s.Returns(s.Op("MatMul", [s.Weight(2, 8), s.Op("Relu", [a])], name: "out"));

        var (analysis, pruned) = PruneProof.Check(graph);

        Assert.Equal("a:8", PruneProof.Describe(analysis));
        Assert.Equal([2, 4], pruned.FindNode("out")!.Input(0).Constant!.Dimensions);
    }

    [Fact]
    public void Depthwise_transposed_convolution_states_its_groups_anew()
    {
        var s = new Sketch(3, 4, 4);
        var a = s.Conv(s.X, 3, 6, name: "a");
        var up = s.Op("ConvTranspose", [a, s.Weight(6, 1, 2, 2), s.Weight(6)], NodeAttributes.Of(("group", 6), ("strides", new[] { 2L, 2L })), "up");
        var graph = s.Returns(s.Conv(up, 6, 2, name: "out"));

        var (_, pruned) = PruneProof.Check(graph);

        Assert.Equal(3, pruned.FindNode("up")!.Int("group", 1));
    }

    [Fact]
    public void Step_over_channels_keeps_them_with_the_reason()
    {
        var s = new Sketch(3, 4, 4);
        var a = s.Conv(s.X, 3, 8, name: "a");
        var half = s.Op("Slice", [a, s.Numbers(0), s.Numbers(8), s.Numbers(1), s.Numbers(2)], name: "half");
        var graph = s.Returns(s.Conv(half, 4, 2, name: "out"));

        var analysis = ChannelAnalysis.Run(graph);

        Assert.Empty(analysis.Units);
        Assert.Equal("is stepped over by 'half' (Slice)", analysis.Frozen[0].Reason);
    }

    [Fact]
    public void Width_of_an_embedding_is_a_unit()
    {
        using var graph = new Graph("embedding", [new(string.Empty, 17)]);
        var tokens = graph.AddInput("tokens", new TensorType(ElementType.Int64, ["N", 4]));
        var table = graph.AddConstant("table", new Constant(randn(10, 8)));
        var embedded = graph.AddNode("Gather", [table, tokens], ["embedded"], name: "embedding").Outputs[0]!;
        graph.AddOutput(graph.AddNode("MatMul", [embedded, graph.AddConstant("w", new Constant(randn(8, 3)))], ["y"]).Outputs[0]!);

        var analysis = ChannelAnalysis.Run(graph);
        using var pruned = ChannelSlicer.Remove(analysis, analysis.Units[0].Channels.Take(3));

        Assert.Equal("embedding:8", PruneProof.Describe(analysis));
        Assert.Equal([10, 5], pruned.Find("table")!.Constant!.Dimensions);
    }
}
