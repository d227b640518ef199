using Occam.Graphs;
using Occam.Onnx.Protos;
using static TorchSharp.torch;

namespace Occam.Onnx.Writing;

/// <summary>Writes constants, always as raw data (texts aside), their bytes straight from the tensor's memory.</summary>
internal static class TensorWriter
{
    private const long ChunkBytes = 1 << 30;

    /// <summary>The number of bytes of a constant's data.</summary>
    public static long DataBytes(Constant constant) =>
        constant.ElementType == ElementType.String ? constant.Bytes.Length : ElementSizes.Bytes(constant.ElementType, constant.Count);

    /// <summary>A TensorProto but for its data, with the tag and the length of that.</summary>
    public static MessageBuffer Head(Constant constant, string name)
    {
        var head = Describe(constant, name);
        if (constant.ElementType != ElementType.String)
        {
            head.LengthPrefix(TensorProto.RawDataFieldNumber, DataBytes(constant));
        }

        return head;
    }

    /// <summary>A TensorProto whose data lies in another file.</summary>
    public static MessageBuffer External(Constant constant, string name, string location, long offset)
    {
        var head = Describe(constant, name);
        foreach (var (key, value) in new[] { ("location", location), ("offset", $"{offset}"), ("length", $"{DataBytes(constant)}") })
        {
            head.Message(TensorProto.ExternalDataFieldNumber, new StringStringEntryProto { Key = key, Value = value });
        }

        head.Int(TensorProto.DataLocationFieldNumber, (long)TensorProto.Types.DataLocation.External);
        return head;
    }

    /// <summary>A whole TensorProto.</summary>
    public static byte[] Whole(Constant constant, string name)
    {
        var bytes = new MemoryStream();
        bytes.Write(Head(constant, name).Span);
        Data(constant, bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes a constant's data.</summary>
    public static void Data(Constant constant, Stream output)
    {
        if (!constant.HasTensor)
        {
            output.Write(constant.Bytes.Span);
            return;
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var count = constant.Count;
        if (count == 0)
        {
            return;
        }

        var flat = constant.Tensor.detach().cpu().contiguous().view(-1);
        var step = ChunkBytes / (DataBytes(constant) / count);
        for (var done = 0L; done < count; done += step)
        {
            output.Write(flat.narrow(0, done, Math.Min(step, count - done)).bytes);
        }
    }

    private static MessageBuffer Describe(Constant constant, string name)
    {
        var head = new MessageBuffer();
        head.Message(new TensorProto { Dims = { constant.Dimensions }, DataType = (int)constant.ElementType });
        head.TextIfAny(TensorProto.NameFieldNumber, name);
        return head;
    }
}
