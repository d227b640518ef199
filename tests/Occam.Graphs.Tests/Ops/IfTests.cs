using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class IfTests
{
    [Theory]
    [InlineData(true, 5f)]
    [InlineData(false, 3f)]
    public void If_runs_the_branch_that_the_condition_chooses(bool condition, float expected)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("outer");
        var flag = graph.AddInput("flag", new TensorType(ElementType.Bool, []));
        var a = graph.AddInput("a", new TensorType(ElementType.Float, []));
        var b = graph.AddInput("b", new TensorType(ElementType.Float, []));
        // then: a + b; else: b, a captured value returned as it is.
        var then = new Graph("then");
        then.AddOutput(then.AddNode("Add", [then.AddInput("a", null), then.AddInput("b", null)], ["sum"]).Outputs[0]!);
        var otherwise = new Graph("else");
        otherwise.AddOutput(otherwise.AddInput("b", null));
        var node = graph.AddNode(
            "If",
            [flag],
            ["y"],
            [new("then_branch", new GraphAttribute(then, [0, 1])), new("else_branch", new GraphAttribute(otherwise, [1]))],
            captures: [a, b]);
        graph.AddOutput(node.Outputs[0]!);

        var y = new GraphExecutor(graph).Run([tensor(condition), tensor(2f), tensor(3f)])[0];

        Assert.Equal(expected, y.item<float>());
    }
}
