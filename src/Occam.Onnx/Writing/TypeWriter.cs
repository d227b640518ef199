using Occam.Graphs;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Writing;

/// <summary>Writes declared types.</summary>
internal static class TypeWriter
{
    /// <summary>A value's declaration: as its file held it where that said more, else its type.</summary>
    public static ValueInfoProto Declaration(Value value, string name)
    {
        var info = value.TypeSource.IsEmpty ? new ValueInfoProto() : ValueInfoProto.Parser.ParseFrom(value.TypeSource.Span);
        info.Name = name;
        if (value.TypeSource.IsEmpty && value.Type is { } type)
        {
            info.Type = Write(type);
        }

        return info;
    }

    /// <summary>A tensor type.</summary>
    public static TypeProto Write(TensorType type)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type.ElementType };
        if (type.Dimensions is { } dimensions)
        {
            tensor.Shape = new TensorShapeProto { Dim = { dimensions.Select(Write) } };
        }

        return new TypeProto { TensorType = tensor };
    }

    private static TensorShapeProto.Types.Dimension Write(Dimension dimension)
    {
        var written = new TensorShapeProto.Types.Dimension();
        if (dimension.Size is { } size)
        {
            written.DimValue = size;
        }
        else if (dimension.Symbol is { } symbol)
        {
            written.DimParam = symbol;
        }

        return written;
    }
}
