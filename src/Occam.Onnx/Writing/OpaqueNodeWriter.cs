using Google.Protobuf;
using Google.Protobuf.Collections;
using Occam.Graphs;
using Occam.Onnx.Protos;
using Occam.Onnx.Reading;

namespace Occam.Onnx.Writing;

/// <summary>Writes nodes that Occam does not interpret.</summary>
internal static class OpaqueNodeWriter
{
    /// <summary>The node's bytes; where values have other names by now, with those names in their place, in its sub-graphs too.</summary>
    public static ReadOnlyMemory<byte> Write(Node node, ValueNames names)
    {
        using var source = new MemorySource(node.Name, node.Source);
        var record = NodeRecord.Scan(Region.Of(source), depth: 0);
        string[] inputs = [.. node.Inputs.Select(names.Of)];
        string[] outputs = [.. node.Outputs.Select(names.Of)];
        string[] captures = [.. node.Captures.Select(names.Of)];
        if (record.Inputs.SequenceEqual(inputs, StringComparer.Ordinal)
            && record.Outputs.SequenceEqual(outputs, StringComparer.Ordinal)
            && record.Captures.SequenceEqual(captures, StringComparer.Ordinal))
        {
            return node.Source;
        }

        var written = NodeProto.Parser.ParseFrom(node.Source.Span);
        Replace(written.Input, inputs);
        Replace(written.Output, outputs);
        var renames = record.Captures.Zip(captures).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        foreach (var graph in SubGraphRenaming.GraphsOf(written))
        {
            SubGraphRenaming.Apply(graph, renames);
        }

        return written.ToByteArray();
    }

    private static void Replace(RepeatedField<string> field, string[] names)
    {
        field.Clear();
        field.AddRange(names);
    }
}
