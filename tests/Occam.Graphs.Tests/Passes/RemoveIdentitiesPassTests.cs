using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class RemoveIdentitiesPassTests
{
    [Fact]
    public void Identity_and_Dropout_in_the_middle_and_at_the_end_go_and_the_output_keeps_its_name()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        Assert.SkipUnless(graph.Operators.Find(string.Empty, "Identity") is not null && graph.Operators.Find(string.Empty, "Dropout") is not null, "Identity and Dropout are not implemented yet");
        var x = graph.AddInput("x", null);
        var same = graph.AddNode("Identity", [x], ["same"]).Outputs[0]!;
        var kept = graph.AddNode("Dropout", [graph.AddNode("Relu", [same], ["r"]).Outputs[0]], ["kept", "mask"]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Identity", [kept], ["y"]).Outputs[0]!);

        Assert.Equal(3, PassCase.Apply(new RemoveIdentitiesPass(), graph, [randn(2, 3)]));

        Assert.Equal(["Relu"], graph.Nodes.Select(node => node.OpType));
    }

    [Fact]
    public void Identity_between_an_input_or_another_output_and_an_output_stays()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        graph.AddOutput(graph.AddNode("Identity", [x], ["y"]).Outputs[0]!);
        var r = graph.AddNode("Relu", [x], ["r"]).Outputs[0]!;
        graph.AddOutput(r);
        graph.AddOutput(graph.AddNode("Identity", [r], ["z"]).Outputs[0]!);

        Assert.Equal(0, PassCase.Apply(new RemoveIdentitiesPass(), graph, [randn(2, 3)]));
    }
}
