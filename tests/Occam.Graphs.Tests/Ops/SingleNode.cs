using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>Runs one operator in a graph of its own.</summary>
internal static class SingleNode
{
    /// <summary>Runs an operator; null inputs are absent optional ones. The results live in the caller's dispose scope.</summary>
    public static Tensor[] Run(string opType, Tensor?[] inputs, Dictionary<string, AttributeValue>? attributes = null, long opset = 17, int outputs = 1, bool training = false)
    {
        using var graph = new Graph("single", [new(string.Empty, opset)]);
        var values = inputs.Select((x, i) => x is null ? null : graph.AddInput($"x{i}", new TensorType(x.dtype.ToElementType(), null))).ToArray();
        var node = graph.AddNode(opType, values, Enumerable.Range(0, outputs).Select(i => $"y{i}"), attributes);
        foreach (var output in node.Outputs)
        {
            graph.AddOutput(output!);
        }

        GraphVerifier.Verify(graph);
        return new GraphExecutor(graph).Run([.. inputs.OfType<Tensor>()], training ? RunContext.Train : RunContext.Inference);
    }
}
