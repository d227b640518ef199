using Google.Protobuf;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;
using Occam.Graphs.Tests.Ops;
using Occam.Onnx.Protos;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Reading;

public sealed class ControlFlowTests
{
    private static readonly OperatorSet WithoutIf = new(OperatorSet.Standard.Operators.Where(op => !string.Equals(op.Name, "If", StringComparison.Ordinal)));

    [Fact]
    public void Read_branches_of_a_known_operator_become_graphs()
    {
        using var graph = Models.Read(ControlFlowModels.Branches());
        var node = graph.FindNode("node_y")!;

        Assert.Equal(["h", "b"], node.Captures.Select(value => value.Name));
        var then = node.Get<GraphAttribute>("then_branch")!;
        var otherwise = node.Get<GraphAttribute>("else_branch")!;
        Assert.Equal(["h", "b"], then.Graph.Inputs.Select(value => value.Name));
        Assert.Equal([0, 1], then.Captures);
        Assert.Equal(["h"], otherwise.Graph.Inputs.Select(value => value.Name));
        Assert.Equal([0], otherwise.Captures);
        Assert.Contains(graph.Find("b")!.Uses, use => use.Node == node);
        GraphVerifier.Verify(graph);
    }

    [Fact]
    public void Read_branch_capture_before_its_producer_is_sorted()
    {
        var model = ControlFlowModels.Branches();
        model.Graph.Node.Add(model.Graph.Node[0].Clone());
        model.Graph.Node.RemoveAt(0);

        using var graph = Models.Read(model);

        Assert.Equal(["Relu", "If"], graph.Nodes.Select(node => node.OpType));
    }

    [Fact]
    public void Read_branch_that_reads_nothing_known_fails()
    {
        var model = ControlFlowModels.Branches();
        model.Graph.Initializer.Clear();

        var e = Assert.Throws<OnnxException>(() => Models.Read(model));

        Assert.Contains("node 'node_y' (If) reads 'b'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_branches_run_the_same_after_captured_and_hiding_renames(bool known)
    {
        using var scope = NewDisposeScope();
        var model = ControlFlowModels.Branches().ToByteArray();
        using var graph = OnnxReader.Read(model, operators: known ? null : WithoutIf);
        graph.Rename(graph.Find("b")!, "e"); // the name of a value inside the else branch
        graph.Rename(graph.Find("h")!, "k"); // the name of a constant inside the else branch
        var written = OnnxWriter.ToBytes(graph);

        foreach (var condition in new[] { true, false })
        {
            Tensor[] inputs = [tensor(new[] { -1f, 2f, 3f }).reshape(1, 3), tensor(condition)];
            using var before = new OnnxSession(model);
            using var after = new OnnxSession(written);
            TensorAssert.Close(before.Run(inputs)[0], after.Run(inputs)[0]);
        }

        using var again = OnnxReader.Read(written, operators: known ? null : WithoutIf);
        Assert.Equal(["k", "e"], again.FindNode("node_y")!.Captures.Select(value => value.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_of_branches_is_the_same_in_TorchSharp_and_ONNX_Runtime(bool condition)
    {
        using var scope = NewDisposeScope();
        using var graph = Models.Read(ControlFlowModels.Branches());

        var parity = ParityCheck.Run(graph, [tensor(new[] { -1f, 2f, 3f }).reshape(1, 3), tensor(condition)]);

        Assert.InRange(parity.Largest, 0, 1e-6);
    }

    [Fact]
    public void Write_branches_that_return_a_constant_and_an_outer_value_run_in_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        var model = ControlFlowModels.Branches();
        var (then, otherwise) = (model.Graph.Node[1].Attribute[0].G, model.Graph.Node[1].Attribute[1].G);
        then.Node[0] = Models.Node("Constant", [], ["t"], new AttributeProto { Name = "value_floats", Type = AttributeProto.Types.AttributeType.Floats, Floats = { 7, 8, 9 } });
        otherwise.Node[0] = Models.Node("Identity", ["h"], ["e"]);
        using var graph = Models.Read(model);

        using var session = new OnnxSession(graph);

        var x = tensor(new[] { -1f, 2f, 3f }).reshape(1, 3);
        Assert.Equal([7f, 8f, 9f], session.Run([x, tensor(true)])[0].data<float>().ToArray());
        Assert.Equal([0f, 2f, 3f], session.Run([x, tensor(false)])[0].data<float>().ToArray());
    }

    [Fact]
    public void Write_untouched_branches_read_as_the_same_text()
    {
        using var graph = Models.Read(ControlFlowModels.Branches());
        using var again = OnnxReader.Read(OnnxWriter.ToBytes(graph));

        Assert.Equal(graph.ToText(), again.ToText());
    }

    [Fact]
    public void Write_untouched_loop_is_the_same_byte_for_byte()
    {
        var model = ControlFlowModels.Counting();

        var written = Models.RoundTrip(model);

        Assert.Equal(model.Graph.Node[1].ToByteArray(), written.Graph.Node[1].ToByteArray());
    }

    [Fact]
    public void Write_loop_after_renames_runs_the_same()
    {
        using var scope = NewDisposeScope();
        var model = ControlFlowModels.Counting().ToByteArray();
        using var graph = OnnxReader.Read(model);
        Assert.Equal(["h"], graph.FindNode("node_y")!.Captures.Select(value => value.Name));
        graph.Rename(graph.Find("h")!, "next"); // hidden by a value of the body unless that is renamed too
        graph.Rename(graph.Find("x")!, "image");

        using var before = new OnnxSession(model);
        using var after = new OnnxSession(graph);

        var x = tensor(new[] { -1f, 2f, 3f }).reshape(1, 3);
        TensorAssert.Close(tensor(new[] { -1f, 8f, 12f }).reshape(1, 3), before.Run([x])[0]);
        TensorAssert.Close(before.Run([x])[0], after.Run([x])[0]);
    }

    [Fact]
    public void Set_attribute_of_opaque_node_fails()
    {
        using var graph = Models.Read(ControlFlowModels.Counting());

        Assert.Throws<GraphException>(() => graph.SetAttribute(graph.FindNode("node_y")!, "body", null));
    }
}
