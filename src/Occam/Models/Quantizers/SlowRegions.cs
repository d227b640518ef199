using System.Text.RegularExpressions;
using Occam.Graphs;
using Occam.Onnx.Latency;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>
/// Finds the layers of a quantized network that cost more time in integers than in float, from the times of single kernels. Integer nodes that hand integers to one another form a
/// region; its conversions at the borders count with it.
/// </summary>
internal static partial class SlowRegions
{
    /// <summary>Layers to leave float.</summary>
    /// <param name="model">The quantized network.</param>
    /// <param name="floats">The kernels of the float network.</param>
    /// <param name="integers">The kernels of the quantized one.</param>
    /// <param name="graph">The float network, for the names of its values.</param>
    /// <returns>The weighted layers of regions that are slower as a whole, and those that are slower by themselves.</returns>
    public static (IReadOnlyList<string> Regions, IReadOnlyList<string> Layers) Find(QuantizedModel model, Graph graph, IReadOnlyList<KernelTime> floats, IReadOnlyList<KernelTime> integers)
    {
        var layers = model.Coverage.Layers.Where(layer => layer.IsInteger && layer.Intended != LayerPrecision.Absorbed).ToDictionary(layer => layer.Node, layer => layer.OpType, StringComparer.Ordinal);
        var parents = layers.Keys.ToDictionary(name => name, name => name, StringComparer.Ordinal);
        foreach (var node in model.Graph.Nodes.Where(node => parents.ContainsKey(node.Name)))
        {
            foreach (var producer in node.Inputs.Select(Producer).OfType<Node>().Where(producer => parents.ContainsKey(producer.Name)))
            {
                parents[Root(node.Name)] = Root(producer.Name);
            }
        }

        var slower = Sum(Attribute(integers, name => Owner(model.Graph, name, parents)));
        foreach (var (name, time) in Sum(Attribute(floats, name => OwnerOfFloat(graph, name, parents))))
        {
            slower[name] = slower.GetValueOrDefault(name) - time;
        }

        var regions = slower.GroupBy(pair => Root(pair.Key), StringComparer.Ordinal).Where(group => group.Sum(pair => pair.Value) > 0).SelectMany(group => group).ToArray();
        return ([.. regions.Select(pair => pair.Key).Where(IsWeighted)], [.. slower.Where(pair => pair.Value > 0).Select(pair => pair.Key).Where(IsWeighted)]);

        bool IsWeighted(string name) => layers[name] is "Conv" or "Gemm" or "MatMul";

        string Root(string name)
        {
            while (parents[name] != name)
            {
                name = parents[name];
            }

            return name;
        }
    }

    // The node that computed what a DequantizeLinear gives back.
    private static Node? Producer(Value? value)
    {
        var node = value?.Producer;
        while (node is { OpType: "DequantizeLinear" or "QuantizeLinear" or "Clip" })
        {
            node = node.OptionalInput(0)?.Producer;
        }

        return node;
    }

    private static string? Owner(Graph graph, string name, IReadOnlyDictionary<string, string> known)
    {
        if (known.ContainsKey(name))
        {
            return name;
        }

        if (graph.FindNode(name) is not { } node)
        {
            return null;
        }

        if (Producer(node.Outputs[0]) is { } producer && known.ContainsKey(producer.Name))
        {
            return producer.Name;
        }

        var readers = node.Outputs[0]!.Uses.Select(use => use.Node).SelectMany(reader => reader.OpType == "DequantizeLinear" ? reader.Outputs[0]!.Uses.Select(use => use.Node) : [reader]);
        return node.OpType is "QuantizeLinear" or "DequantizeLinear" ? readers.FirstOrDefault(reader => known.ContainsKey(reader.Name))?.Name ?? string.Empty : string.Empty;
    }

    // ONNX Runtime names a fused convolution after the value that it computes.
    private static string? OwnerOfFloat(Graph graph, string name, IReadOnlyDictionary<string, string> known)
    {
        for (var node = graph.FindNode(name) ?? graph.Find(name)?.Producer; node is not null; node = node.OptionalInput(0)?.Producer)
        {
            if (known.ContainsKey(node.Name))
            {
                return node.Name;
            }

            if (node.OpType is not ("Relu" or "Clip" or "BatchNormalization" or "HardSigmoid" or "Add"))
            {
                return string.Empty;
            }
        }

        return null;
    }

    // Kernels that ONNX Runtime put in (layout changes) belong to whatever runs next; an owner of no name is none of the known.
    private static IEnumerable<(string Owner, double Time)> Attribute(IReadOnlyList<KernelTime> kernels, Func<string, string?> owner)
    {
        var waiting = 0.0;
        foreach (var kernel in kernels)
        {
            waiting += kernel.Milliseconds;
            if (owner(Suffix().Replace(kernel.Node, string.Empty)) is { } found)
            {
                if (found.Length > 0)
                {
                    yield return (found, waiting);
                }

                waiting = 0;
            }
        }
    }

    private static Dictionary<string, double> Sum(IEnumerable<(string Owner, double Time)> times) =>
        times.GroupBy(pair => pair.Owner, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Time), StringComparer.Ordinal);

    [GeneratedRegex("(_nchwc)?(_token_[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
}
