using System.Globalization;
using System.Text;
using Occam.Graphs.Attributes;

namespace Occam.Graphs;

/// <summary>Writes a graph as text.</summary>
internal static class GraphText
{
    private const int ShownElements = 8;

    public static string Write(Graph graph)
    {
        var text = new StringBuilder();
        Write(text, graph, string.Empty);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Graph graph, string indent)
    {
        var opsets = string.Join(", ", graph.Opsets.Select(pair => pair.Key.Length == 0 ? $"opset {pair.Value}" : $"{pair.Key} {pair.Value}"));
        text.Append(indent).Append(CultureInfo.InvariantCulture, $"graph {graph.Name} ({opsets})\n");
        foreach (var input in graph.Inputs)
        {
            text.Append(indent).Append(CultureInfo.InvariantCulture, $"input {input.Name}: {input.Type?.ToString() ?? "?"}\n");
        }

        foreach (var constant in graph.Constants.OrderBy(value => value.Name, StringComparer.Ordinal))
        {
            text.Append(indent).Append(CultureInfo.InvariantCulture, $"constant {constant.Name}: {constant.Type}{Elements(constant.Constant!)}\n");
        }

        foreach (var node in graph.Nodes)
        {
            Write(text, node, indent);
        }

        foreach (var output in graph.Outputs)
        {
            text.Append(indent).Append(CultureInfo.InvariantCulture, $"output {output.Name}: {output.Type?.ToString() ?? "?"}\n");
        }
    }

    private static void Write(StringBuilder text, Node node, string indent)
    {
        var outputs = string.Join(", ", node.Outputs.Select(output => output?.Name ?? "_"));
        var inputs = string.Join(", ", node.Inputs.Select(input => input?.Name ?? "_"));
        var name = node.Domain.Length == 0 ? node.OpType : $"{node.Domain}::{node.OpType}";
        text.Append(indent).Append(CultureInfo.InvariantCulture, $"{outputs} = {name}({inputs})");
        var attributes = node.Attributes.Where(pair => pair.Value is not GraphAttribute).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        if (attributes.Length > 0)
        {
            text.Append(" {").AppendJoin(", ", attributes.Select(pair => $"{pair.Key}={Show(pair.Value)}")).Append('}');
        }

        if (node.Captures.Count > 0)
        {
            text.Append(" captures ").AppendJoin(", ", node.Captures.Select(capture => capture.Name));
        }

        text.Append("  # ").Append(node.Name).Append('\n');
        foreach (var (key, value) in node.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (value is GraphAttribute branch)
            {
                text.Append(indent).Append(CultureInfo.InvariantCulture, $"  {key}:\n");
                Write(text, branch.Graph, indent + "    ");
            }
        }
    }

    private static string Show(AttributeValue value) => value switch
    {
        IntAttribute a => a.Value.ToString(CultureInfo.InvariantCulture),
        FloatAttribute a => a.Value.ToString("R", CultureInfo.InvariantCulture),
        StringAttribute a => $"\"{Encoding.UTF8.GetString(a.Bytes.Span)}\"",
        IntsAttribute a => $"[{string.Join(',', a.Values)}]",
        FloatsAttribute a => $"[{string.Join(',', a.Values.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}]",
        StringsAttribute a => $"[{string.Join(',', a.Values.Select(x => $"\"{Encoding.UTF8.GetString(x.Span)}\""))}]",
        TensorAttribute a => $"{a.Constant.ElementType.ShortName()}[{string.Join(',', a.Constant.Dimensions)}]{Elements(a.Constant)}",
        OpaqueAttribute a => $"<{a.Bytes.Length} bytes>",
        _ => "?",
    };

    // Small integer constants (shapes, axes) are what a reader wants to see; weights are not.
    private static string Elements(Constant constant)
    {
        if (!constant.HasTensor || constant.Count > ShownElements || constant.Dimensions.Count > 1)
        {
            return string.Empty;
        }

        using var scope = TorchSharp.torch.NewDisposeScope();
        var values = constant.Tensor.detach().to(TorchSharp.torch.ScalarType.Float64).contiguous().data<double>().ToArray();
        return $" = {string.Join(',', values.Select(value => ((float)value).ToString("R", CultureInfo.InvariantCulture)))}";
    }
}
