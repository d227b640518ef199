using System.Runtime.InteropServices;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Conformance;

/// <summary>One operator with its inputs, run by Occam on TorchSharp and by ONNX Runtime. Inputs whose numbers the operator reads are written as constants.</summary>
/// <param name="OpType">The operator.</param>
/// <param name="Opset">The version of ONNX's operator set.</param>
/// <param name="Inputs">The inputs; null where an optional one is absent.</param>
/// <param name="Attributes">The attributes.</param>
/// <param name="Outputs">The number of outputs.</param>
internal sealed record ConformanceCase(
    string OpType, long Opset, Tensor?[] Inputs, IReadOnlyDictionary<string, AttributeValue>? Attributes = null, int Outputs = 1)
{
    /// <summary>Fails where an output's type, shape or elements differ; the tolerance is relative to the largest magnitude of the output.</summary>
    public void Check(double tolerance = 1e-5)
    {
        using var scope = NewDisposeScope();
        using var graph = Build();
        var node = graph.Nodes[0];
        var fed = Inputs.Index().Where(pair => pair.Item is not null && node.Inputs[pair.Index]!.Constant is null).Select(pair => pair.Item!).ToArray();
        var actual = new GraphExecutor(graph).Run(fed);
        for (var i = 0; i < Outputs; i++)
        {
            graph.SetType(graph.Outputs[i], new TensorType(actual[i].dtype.ToElementType(), null));
        }

        using var session = new OnnxSession(graph);
        var expected = session.Run(fed);
        for (var i = 0; i < Outputs; i++)
        {
            Assert.True(expected[i].dtype == actual[i].dtype, $"{this}, output {i}: type {actual[i].dtype} instead of {expected[i].dtype}");
            Assert.True(expected[i].shape.SequenceEqual(actual[i].shape), $"{this}, output {i}: shape [{string.Join(',', actual[i].shape)}] instead of [{string.Join(',', expected[i].shape)}]");
            var difference = RelativeDifference(Elements(expected[i]), Elements(actual[i]));
            Assert.True(difference <= tolerance, $"{this}, output {i}: relative difference {difference:E2}");
        }
    }

    /// <summary>The operator, its version, shapes and attributes.</summary>
    public override string ToString()
    {
        var inputs = Inputs.Select(x => x is null ? "_" : x.numel() <= 8 && x.dim() <= 1 ? $"({string.Join(' ', Elements(x))})" : $"[{string.Join(',', x.shape)}]");
        using var graph = Build();
        return $"{OpType}-{Opset} {string.Join(' ', inputs)}: {graph.ToText().Split('\n').FirstOrDefault(line => line.Contains(OpType, StringComparison.Ordinal))?.Trim()}";
    }

    private Graph Build()
    {
        var graph = new Graph("conformance", [new(string.Empty, Opset)]);
        var host = graph.Operators.Find(string.Empty, OpType)!.HostInputs;
        var values = Inputs.Select((x, i) => x is null ? null
            : host.Contains(i) ? graph.AddConstant($"x{i}", new Constant(x.clone()))
            : graph.AddInput($"x{i}", new TensorType(x.dtype.ToElementType(), [.. x.shape.Select(size => (Dimension)size)]))).ToArray();
        var attributes = Attributes?.Select(pair => new KeyValuePair<string, AttributeValue>(
            pair.Key, pair.Value is TensorAttribute tensor ? new TensorAttribute(tensor.Constant.Clone()) : pair.Value));
        var node = graph.AddNode(OpType, values, Enumerable.Range(0, Outputs).Select(i => $"y{i}"), attributes);
        foreach (var output in node.Outputs)
        {
            graph.AddOutput(output!);
        }

        return graph;
    }

    private static double[] Elements(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(tensor.detach().to(ScalarType.Float64).contiguous().bytes).ToArray();
    }

    private static double RelativeDifference(double[] expected, double[] actual)
    {
        var (largest, difference) = (1e-12, 0.0);
        foreach (var (e, a) in expected.Zip(actual))
        {
            if (e.Equals(a))
            {
                continue; // infinities and not-a-numbers too
            }

            largest = double.IsFinite(e) ? Math.Max(largest, Math.Abs(e)) : largest;
            difference = double.IsFinite(e) && double.IsFinite(a) ? Math.Max(difference, Math.Abs(e - a)) : double.PositiveInfinity;
        }

        largest = Math.Max(largest, expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        return difference == 0 ? 0 : difference / largest;
    }
}
