using Occam.Graphs;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Writing;

/// <summary>Writes nodes.</summary>
internal static class NodeWriter
{
    /// <summary>A NodeProto: for an opaque node the bytes of its file, but for names that have changed.</summary>
    public static ReadOnlySpan<byte> Write(Node node, ValueNames names)
    {
        if (node.Operator is null && !node.Source.IsEmpty)
        {
            return OpaqueNodeWriter.Write(node, names).Span;
        }

        var buffer = new MessageBuffer();
        foreach (var input in node.Inputs)
        {
            buffer.Text(NodeProto.InputFieldNumber, names.Of(input));
        }

        foreach (var output in node.Outputs)
        {
            buffer.Text(NodeProto.OutputFieldNumber, names.Of(output));
        }

        buffer.Text(NodeProto.NameFieldNumber, node.Name);
        buffer.Text(NodeProto.OpTypeFieldNumber, node.OpType);
        foreach (var (name, value) in node.Attributes)
        {
            buffer.Bytes(NodeProto.AttributeFieldNumber, AttributeWriter.Write(node, name, value, names));
        }

        buffer.TextIfAny(NodeProto.DocStringFieldNumber, node.DocString);
        buffer.TextIfAny(NodeProto.DomainFieldNumber, node.Domain);
        buffer.Raw(node.Source.Span);
        return buffer.Span;
    }
}
