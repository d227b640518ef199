using Google.Protobuf;
using Occam.Graphs;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Reading;

/// <summary>Reads declared types.</summary>
internal static class TypeReader
{
    // Old exporters write -1 for a size that is chosen when the network runs.
    private const long Unknown = -1;

    /// <summary>The tensor type that a declaration states, or null where it states none or another kind.</summary>
    /// <exception cref="OnnxException">A size is negative.</exception>
    public static TensorType? Read(ValueInfoProto info, string file)
    {
        if (info.Type?.TensorType is not { ElemType: > 0 } tensor)
        {
            return null;
        }

        return new TensorType(
            (ElementType)tensor.ElemType,
            tensor.Shape is null ? null : [.. tensor.Shape.Dim.Select((dimension, axis) => Read(dimension, axis, info.Name, file))]);
    }

    /// <summary>The declaration itself, where it says more than the tensor type (another kind of type, remarks, denotations).</summary>
    public static ReadOnlyMemory<byte> Source(ValueInfoProto info, TensorType? type)
    {
        var said = new ValueInfoProto { Name = info.Name };
        if (type is not null)
        {
            said.Type = Writing.TypeWriter.Write(type);
        }

        return said.Equals(info) ? default : info.ToByteArray();
    }

    private static Dimension Read(TensorShapeProto.Types.Dimension dimension, int axis, string name, string file) => dimension.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dimension.DimValue < Unknown =>
            throw new OnnxException($"'{file}': '{name}' declares a negative size, {dimension.DimValue}, at axis {axis}."),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dimension.DimValue >= 0 => dimension.DimValue,
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dimension.DimParam.Length > 0 => dimension.DimParam,
        _ => default,
    };
}
