using Occam.Graphs.Attributes;
using AttributeType = Occam.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace Occam.Onnx.Reading;

/// <summary>Turns attributes of a file into the graph's.</summary>
internal static class AttributeReader
{
    /// <summary>The attribute of a node whose operator Occam knows; graphs are not for this method.</summary>
    public static AttributeValue Read(NodeRecord node, AttributeRecord attribute, TensorReader tensors) =>
        attribute is { IsReference: false, Type: AttributeType.Tensor, Tensor: { } tensor }
            ? new TensorAttribute(tensors.Read(TensorRecord.Scan(tensor, $"{node.Label}, attribute '{attribute.Name}': the tensor")))
            : Plain(attribute) ?? new OpaqueAttribute(attribute.Message.ToArray());

    /// <summary>The attribute of a node that is written back byte for byte: numbers and texts to be read by people and analyses, the rest as bytes.</summary>
    public static AttributeValue ReadOpaque(AttributeRecord attribute, NodeRecord node, ReadOnlyMemory<byte> source) =>
        Plain(attribute) ?? new OpaqueAttribute(source.Slice((int)(attribute.Message.Offset - node.Message.Offset), (int)attribute.Message.Length));

    private static AttributeValue? Plain(AttributeRecord attribute) => attribute.IsReference ? null : attribute.Type switch
    {
        AttributeType.Int => new IntAttribute(attribute.Int),
        AttributeType.Float => new FloatAttribute(attribute.Float),
        AttributeType.String => new StringAttribute(attribute.Text?.ToArray() ?? []),
        AttributeType.Ints => new IntsAttribute(attribute.Ints),
        AttributeType.Floats => new FloatsAttribute(attribute.Floats),
        AttributeType.Strings => new StringsAttribute([.. attribute.Texts.Select(text => (ReadOnlyMemory<byte>)text.ToArray())]),
        _ => null,
    };
}
