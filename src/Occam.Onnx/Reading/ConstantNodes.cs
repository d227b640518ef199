using Google.Protobuf;
using Occam.Graphs;
using Occam.Onnx.Protos;
using static TorchSharp.torch;

namespace Occam.Onnx.Reading;

/// <summary>Reads Constant nodes, which the graph holds as constants like initializers.</summary>
internal static class ConstantNodes
{
    /// <summary>Whether a node becomes a constant. A sparse one does not: it stays a node, written back as it is.</summary>
    public static bool IsConstant(NodeRecord node) =>
        string.Equals(node.OpType, "Constant", StringComparison.Ordinal) && node.Domain.Length == 0
        && !node.Attributes.Exists(attribute => attribute.IsReference || string.Equals(attribute.Name, "sparse_value", StringComparison.Ordinal));

    /// <summary>The constant of a node.</summary>
    /// <exception cref="OnnxException">The node has no value, or several.</exception>
    public static Constant Read(NodeRecord node, TensorReader tensors)
    {
        if (node.Attributes is not [var attribute] || node.Outputs.Count != 1)
        {
            throw node.Failure($"has to have one attribute and one output, but has {node.Attributes.Count} and {node.Outputs.Count}");
        }

        switch (attribute.Name)
        {
            case "value" when attribute.Tensor is { } tensor: return tensors.Read(TensorRecord.Scan(tensor, $"{node.Label}: the tensor"));
            case "value_string": return Texts([], [attribute.Text]);
            case "value_strings": return Texts([attribute.Texts.Count], attribute.Texts.Select(text => (Region?)text));
        }

        using var scope = NewDisposeScope();
        return attribute.Name switch
        {
            "value_int" => new Constant(from_array(new[] { attribute.Int }).squeeze(0)),
            "value_ints" => new Constant(from_array(attribute.Ints.ToArray())),
            "value_float" => new Constant(from_array(new[] { attribute.Float }).squeeze(0)),
            "value_floats" => new Constant(from_array(attribute.Floats.ToArray())),
            _ => throw node.Failure($"has no value that ONNX defines, but an attribute '{attribute.Name}'"),
        };
    }

    private static Constant Texts(IReadOnlyList<long> dimensions, IEnumerable<Region?> texts)
    {
        var tensor = new TensorProto { StringData = { texts.Select(text => ByteString.CopyFrom(text?.ToArray() ?? [])) } };
        return new Constant(ElementType.String, dimensions, tensor.ToByteArray());
    }
}
