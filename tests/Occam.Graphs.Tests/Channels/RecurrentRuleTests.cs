using Occam.Graphs.Channels;
using Occam.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

public sealed class RecurrentRuleTests : IDisposable
{
    private const int Steps = 4;
    private const int Inputs = 6;
    private const int Hidden = 6;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("LSTM", 4, "forward", false)]
    [InlineData("LSTM", 4, "bidirectional", true)]
    [InlineData("GRU", 3, "reverse", false)]
    [InlineData("GRU", 3, "bidirectional", true)]
    [InlineData("RNN", 1, "bidirectional", false)]
    public void Hidden_channels_leave_every_gate_state_and_direction(string opType, int gates, string direction, bool states)
    {
        var directions = direction == "bidirectional" ? 2 : 1;
        var s = new Sketch(3, Steps, 2);
        var features = s.Conv(s.X, 3, Inputs, name: "features");
        var sequence = s.Transpose(s.Op("ReduceMean", [features], NodeAttributes.Of(("axes", new[] { 3L }), ("keepdims", 0))), 2, 0, 1);
        var first = Recurrent(s, opType, gates, direction, sequence, Inputs, states, "first");
        var between = s.Reshape(s.Transpose(first, 0, 2, 1, 3), Steps, -1, directions * Hidden);
        var second = Recurrent(s, opType, gates, direction, between, directions * Hidden, false, "second");
        var last = s.Reshape(s.Transpose(second, 2, 0, 1, 3), -1, Steps * directions * Hidden);
        var graph = s.Returns(s.Linear(last, Steps * directions * Hidden, 3, "head"));

        var (analysis, pruned) = PruneProof.Check(graph);

        Assert.Equal("features:6, first:6, second:6", PruneProof.Describe(analysis));
        var node = pruned.FindNode("second")!;
        Assert.Equal([directions, gates * 3, directions * 3], node.Input(1).Constant!.Dimensions);
        Assert.Equal([directions, gates * 3, 3], node.Input(2).Constant!.Dimensions);
        Assert.Equal([directions, 2 * gates * 3], node.Input(3).Constant!.Dimensions);
        Assert.Equal(3, node.Int("hidden_size", 0));
    }

    [Fact]
    public void A_state_from_outside_keeps_the_hidden_channels_with_the_reason()
    {
        var s = new Sketch(2, Inputs);
        var state = s.Graph.AddInput("h0", new TensorType(ElementType.Float, [1, 2, Hidden]));
        var node = s.Graph.AddNode(
            "RNN", [s.X, s.Weight(1, Hidden, Inputs), s.Weight(1, Hidden, Hidden), null, null, state], ["y"], NodeAttributes.Of(("hidden_size", Hidden)), "rnn");
        var graph = s.Returns(s.MatMul(node.Outputs[0]!, Hidden, 2));

        var analysis = ChannelAnalysis.Run(graph);

        Assert.Empty(analysis.Units);
        Assert.Contains("'h0'", analysis.Frozen[0].Reason, StringComparison.Ordinal);
    }

    private static Value Recurrent(Sketch s, string opType, int gates, string direction, Value x, int inputs, bool states, string name)
    {
        var directions = direction == "bidirectional" ? 2 : 1;
        List<Value?> values = [x, s.Weight(directions, gates * Hidden, inputs), s.Weight(directions, gates * Hidden, Hidden), s.Weight(directions, 2 * gates * Hidden)];
        if (states)
        {
            values.AddRange([null, s.Weight(directions, 2, Hidden)]);
            if (opType == "LSTM")
            {
                values.AddRange([s.Weight(directions, 2, Hidden), s.Weight(directions, 3 * Hidden)]);
            }
        }

        var attributes = NodeAttributes.Of(("direction", direction), ("hidden_size", Hidden));
        return s.Graph.AddNode(opType, values, [name], attributes, name).Outputs[0]!;
    }
}
