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

        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case IntAttribute a: (attribute.Type, attribute.I) = (AttributeType.Int, a.Value); break;
            case FloatAttribute a: (attribute.Type, attribute.F) = (AttributeType.Float, a.Value); break;
            case StringAttribute a: (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFrom(a.Bytes.Span)); break;
            case IntsAttribute a: (attribute.Type, _) = (AttributeType.Ints, Add(attribute.Ints, a.Values)); break;
            case FloatsAttribute a: (attribute.Type, _) = (AttributeType.Floats, Add(attribute.Floats, a.Values)); break;
            case StringsAttribute a: (attribute.Type, _) = (AttributeType.Strings, Add(attribute.Strings, a.Values.Select(text => ByteString.CopyFrom(text.Span)))); break;
            default: throw GraphException.At(node, $"attribute '{name}' is of a kind that cannot be written, {value.GetType().Name}.");
        }

        return attribute.ToByteArray();
    }

    private static bool Add<T>(Google.Protobuf.Collections.RepeatedField<T> field, IEnumerable<T> values)
    {
        field.AddRange(values);
        return true;
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
