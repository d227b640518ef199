using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Architectures;

/// <summary>Compares networks of the zoo with published figures and with files that torchvision wrote.</summary>
internal static class ZooChecks
{
    private static readonly HashSet<string> Weighted = new(StringComparer.Ordinal) { "Conv", "Gemm", "MatMul", "BatchNormalization", "Add", "Mul" };

    /// <summary>The numbers that training changes.</summary>
    public static long Parameters(Graph graph)
    {
        using var module = new GraphModule(graph);
        return module.parameters().Sum(parameter => parameter.numel());
    }

    /// <summary>Gives the zoo's network the weights of a file, layer by layer in the order of both, and compares the outputs.</summary>
    public static void EqualsShared(string name, Func<Graph> build)
    {
        var folder = SharedFiles.OrSkip("models", name);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var theirs = OnnxReader.Read(Path.Combine(folder, "model.onnx"));
        using var ours = build();
        CopyWeights(theirs, ours);
        var example = OnnxTestCase.Read(Path.Combine(folder, "test_data_set_0"));
        var output = new GraphExecutor(ours).Run(example.Inputs)[0];
        Assert.Equal(example.Outputs[0].shape, output.shape);
        Assert.True(example.Outputs[0].abs().max().item<float>() > 1e-3, "the file's outputs say nothing");
        Assert.InRange(output.sub(example.Outputs[0]).abs().max().div(example.Outputs[0].abs().max()).item<float>(), 0, 1e-4);
    }

    private static void CopyWeights(Graph from, Graph to)
    {
        var (sources, targets) = (Weights(from), Weights(to));
        Assert.Equal(sources.Select(Describe), targets.Select(Describe));
        foreach (var (source, target) in sources.Zip(targets))
        {
            target.Constant!.Tensor.copy_(source.Constant!.Tensor);
        }
    }

    private static string Describe(Value value) => string.Join('x', value.Constant!.Dimensions);

    // Each once, in the order of the layers; scalars (bounds, divisors) are none.
    private static List<Value> Weights(Graph graph) =>
        [.. graph.Nodes.Where(node => Weighted.Contains(node.OpType)).SelectMany(node => node.Inputs).OfType<Value>()
            .Where(value => value.Constant is { ElementType: ElementType.Float, Count: > 1 }).Distinct()];
}
