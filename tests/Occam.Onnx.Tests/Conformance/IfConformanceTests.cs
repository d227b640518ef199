using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using Occam.Graphs.Tests.Ops;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

public sealed class IfConformanceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void If_that_reads_outer_values_equals_ONNX_Runtime(bool condition)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("outer");
        var type = new TensorType(ElementType.Float, [2]);
        var flag = graph.AddInput("flag", new TensorType(ElementType.Bool, []));
        var (a, b) = (graph.AddInput("a", type), graph.AddInput("b", type));
        var node = graph.AddNode("If", [flag], ["y"], [new("then_branch", Branch("Add", "then", [0, 1])), new("else_branch", Branch("Sub", "else", [1, 0]))], captures: [a, b]);
        graph.AddOutput(node.Outputs[0]!);
        graph.SetType(node.Outputs[0]!, type);
        Tensor[] inputs = [tensor(condition), tensor(new[] { 1f, 2 }), tensor(new[] { 10f, 30 })];

        using var session = new OnnxSession(graph);

        TensorAssert.Close(session.Run(inputs)[0], new GraphExecutor(graph).Run(inputs)[0], 0);
    }

    private static GraphAttribute Branch(string op, string name, int[] captures)
    {
        var branch = new Graph(name);
        var inputs = captures.Select(index => branch.AddInput(index == 0 ? "a" : "b", null)).ToArray();
        branch.AddOutput(branch.AddNode(op, inputs, [$"{name}_y"]).Outputs[0]!);
        branch.SetType(branch.Outputs[0], new TensorType(ElementType.Float, [2]));
        return new GraphAttribute(branch, captures);
    }
}
