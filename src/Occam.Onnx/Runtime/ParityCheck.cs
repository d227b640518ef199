using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Onnx.Runtime;

/// <summary>Compares what a network computes in TorchSharp with what it computes in ONNX Runtime.</summary>
public static class ParityCheck
{
    /// <summary>Runs a graph in both.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">The inputs, in the graph's order.</param>
    /// <param name="options">How ONNX Runtime runs it; default one thread, all optimizations.</param>
    /// <returns>The differences; ONNX Runtime's outputs are the expected ones.</returns>
    /// <exception cref="GraphException">TorchSharp cannot run the graph; the message names the node.</exception>
    /// <exception cref="OnnxException">ONNX Runtime cannot run the graph.</exception>
    public static ParityResult Run(Graph graph, IReadOnlyList<Tensor> inputs, OnnxSessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using var session = new OnnxSession(graph, options);
        using var scope = NewDisposeScope();
        return Compare(graph, session.Run(inputs), RunInTorch(graph, inputs));
    }

    /// <summary>Runs a graph in TorchSharp, in inference mode and without gradients.</summary>
    /// <returns>The outputs, in the caller's dispose scope.</returns>
    /// <exception cref="GraphException">TorchSharp cannot run the graph; the message names the node.</exception>
    public static Tensor[] RunInTorch(Graph graph, IReadOnlyList<Tensor> inputs)
    {
        using var guard = no_grad();
        return new GraphExecutor(graph).Run(inputs);
    }

    /// <summary>Compares a graph's outputs with what they should be.</summary>
    /// <exception cref="OnnxException">There are more outputs than expected ones, or fewer.</exception>
    public static ParityResult Compare(Graph graph, IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        if (expected.Count != graph.Outputs.Count || actual.Count != graph.Outputs.Count)
        {
            throw new OnnxException($"Graph '{graph.Name}' has {graph.Outputs.Count} outputs, but {expected.Count} are expected and {actual.Count} computed.");
        }

        return new ParityResult([.. graph.Outputs.Select((output, i) => OutputDifference.Between(output.Name, expected[i], actual[i]))]);
    }
}
