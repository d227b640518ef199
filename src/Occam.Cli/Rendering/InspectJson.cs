using System.Text.Json;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Cost;
using Occam.Graphs.Shapes;

namespace Occam.Cli.Rendering;

/// <summary>Writes what <c>inspect</c> finds as JSON.</summary>
internal static class InspectJson
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, string path, Graph graph, ShapeTable shapes, CostTable costs, ChannelAnalysis analysis)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("file", Path.GetFileName(path));
            json.WriteNumber("bytes", new FileInfo(path).Length);
            json.WriteString("graph", graph.Name);
            WriteValues(json, "inputs", graph.Inputs, shapes);
            WriteValues(json, "outputs", graph.Outputs, shapes);
            json.WriteNumber("macs", costs.Macs);
            json.WriteNumber("parameters", costs.Parameters);
            json.WriteNumber("constant_bytes", costs.ConstantBytes);
            json.WriteNumber("activation_bytes", costs.ActivationBytes);
            json.WriteNumber("peak_activation_bytes", costs.PeakActivationBytes);
            WriteNodes(json, costs);
            WritePruning(json, analysis);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<Value> values, ShapeTable shapes)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteString("declared", value.Type?.ToString());
            WriteShape(json, shapes.Find(value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNodes(Utf8JsonWriter json, CostTable costs)
    {
        json.WriteStartArray("nodes");
        foreach (var cost in costs.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("name", cost.Node.Name);
            json.WriteString("operator", cost.Node.OpType);
            json.WriteString("domain", cost.Node.Domain);
            json.WriteBoolean("known", cost.Node.Operator is not null);
            WriteShape(json, cost.Output);
            json.WriteNumber("macs", cost.Macs);
            json.WriteNumber("parameters", cost.Parameters);
            json.WriteNumber("activation_bytes", cost.ActivationBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePruning(Utf8JsonWriter json, ChannelAnalysis analysis)
    {
        json.WriteStartArray("pruning_units");
        foreach (var unit in analysis.Units)
        {
            json.WriteStartObject();
            json.WriteString("name", unit.Name);
            json.WriteNumber("channels", unit.Channels.Count);
            json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(unit.Kind.ToString()));
            json.WriteNumber("positions_per_channel", unit.Positions);
            WriteNames(json, "producers", unit.Producers);
            WriteNames(json, "nodes", unit.Nodes);
            json.WriteBoolean("zero_equivalent", unit.IsZeroEquivalent);
            json.WriteString("why_not_zero_equivalent", unit.WhyNotZeroEquivalent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("frozen");
        foreach (var frozen in analysis.Frozen)
        {
            json.WriteStartObject();
            json.WriteString("node", frozen.Node.Name);
            json.WriteNumber("channels", frozen.Count);
            json.WriteString("reason", frozen.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<Node> nodes)
    {
        json.WriteStartArray(name);
        foreach (var node in nodes)
        {
            json.WriteStringValue(node.Name);
        }

        json.WriteEndArray();
    }

    private static void WriteShape(Utf8JsonWriter json, Shape? shape)
    {
        if (shape is null)
        {
            json.WriteNull("shape");
            return;
        }

        json.WriteString("type", shape.ElementType.ShortName());
        json.WriteStartArray("shape");
        foreach (var size in shape.Dimensions)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
    }
}
