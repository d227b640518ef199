using Google.Protobuf;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Onnx.Protos;
using AttributeType = Occam.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace Occam.Onnx.Writing;

/// <summary>Writes attributes.</summary>
internal static class AttributeWriter
{
    /// <summary>An AttributeProto.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The attribute.</param>
    /// <param name="names">What the values around the node are called in the file.</param>
    public static byte[] Write(Node node, string name, AttributeValue value, ValueNames names)
    {
        switch (value)
        {
            case OpaqueAttribute opaque: return opaque.Bytes.ToArray();
            case TensorAttribute tensor: return WithBytes(name, AttributeType.Tensor, AttributeProto.TFieldNumber, TensorWriter.Whole(tensor.Constant, string.Empty));
            case GraphAttribute branch: return WithBytes(name, AttributeType.Graph, AttributeProto.GFieldNumber, GraphWriter.Whole(branch, node, names));
        }

        var attribute = value switch
        {
            IntAttribute a => new AttributeProto { Type = AttributeType.Int, I = a.Value },
            FloatAttribute a => new AttributeProto { Type = AttributeType.Float, F = a.Value },
            StringAttribute a => new AttributeProto { Type = AttributeType.String, S = ByteString.CopyFrom(a.Bytes.Span) },
            IntsAttribute a => new AttributeProto { Type = AttributeType.Ints, Ints = { a.Values } },
            FloatsAttribute a => new AttributeProto { Type = AttributeType.Floats, Floats = { a.Values } },
            StringsAttribute a => new AttributeProto { Type = AttributeType.Strings, Strings = { a.Values.Select(text => ByteString.CopyFrom(text.Span)) } },
            _ => throw GraphException.At(node, $"attribute '{name}' is of a kind that cannot be written, {value.GetType().Name}."),
        };
        attribute.Name = name;
        return attribute.ToByteArray();
    }

    private static byte[] WithBytes(string name, AttributeType type, int field, ReadOnlySpan<byte> value)
    {
        var attribute = new MessageBuffer();
        attribute.Text(AttributeProto.NameFieldNumber, name);
        attribute.Bytes(field, value);
        attribute.Int(AttributeProto.TypeFieldNumber, (long)type);
        return attribute.Span.ToArray();
    }
}
