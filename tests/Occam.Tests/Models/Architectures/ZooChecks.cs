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
    private static readonly HashSet<string> Weighted = new(StringComparer.Ordinal) { "Conv", "Gemm", "MatMul", "BatchNormalization", "LayerNormalization", "Expand", "Add", "Mul" };

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

    /// <summary>Compares TorchSharp with ONNX Runtime for drawn images and weights that are all drawn, so that no layer is left out by a zero.</summary>
    public static void EqualsOnnxRuntime(Func<Graph> build)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = build();
        using var generator = new Generator(7, CPU);
        foreach (var constant in graph.Constants.Where(value => value.Constant is { ElementType: ElementType.Float, Count: > 1 }))
        {
            var tensor = constant.Constant!.Tensor;
            tensor.add_(zeros_like(tensor).uniform_(0, 0.1, generator));
        }

        var image = graph.Inputs[0].Type!.Dimensions!.Skip(1).Select(dimension => dimension.Size!.Value);
        var input = empty([3, .. image]).normal_(0, 1, generator);
        var result = ParityCheck.Run(graph, [input]);
        var output = ParityCheck.RunInTorch(graph, [input])[0];
        Assert.True(output.sub(output.narrow(0, 0, 1)).abs().max().item<float>() > 1e-4, "the outputs do not depend on the image");
        Assert.InRange(result.Largest, 0, 1e-4);
    }

    private static void CopyWeights(Graph from, Graph to)
    {
        var (sources, targets) = (Weights(from), Weights(to));
        Assert.Equal(sources.Count, targets.Count);
        foreach (var (source, target) in sources.Zip(targets))
        {
            var (given, taken) = (source.Value.Constant!.Tensor, target.Value.Constant!.Tensor);
            given = source.Node.OpType is "Gemm" && target.Node.OpType is "MatMul" && given.dim() == 2 ? given.t() : given;
            Assert.Equal($"{target.Value.Name} {string.Join('x', given.shape)}", $"{target.Value.Name} {string.Join('x', taken.shape)}");
            taken.copy_(given);
        }
    }

    // Each once, in the order of the layers; scalars (bounds, divisors) are none.
    private static List<(Node Node, Value Value)> Weights(Graph graph) =>
        [.. graph.Nodes.Where(node => Weighted.Contains(node.OpType)).SelectMany(node => node.Inputs.OfType<Value>().Select(value => (Node: node, Value: value)))
            .Where(pair => pair.Value.Constant is { ElementType: ElementType.Float, Count: > 1 }).DistinctBy(pair => pair.Value)];
}
