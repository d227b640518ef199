using System.Runtime.InteropServices;
using Google.Protobuf;
using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Onnx.Reading;

/// <summary>Turns tensors of a file into constants: raw data straight into the tensor's memory, typed data decoded.</summary>
/// <param name="external">Where data outside the file is found.</param>
internal sealed class TensorReader(ExternalFiles external)
{
    private const int StringField = 6;
    private const long ChunkBytes = 1 << 30;

    /// <summary>Reads a tensor's data.</summary>
    /// <exception cref="OnnxException">The data does not fit what the tensor claims; nothing has been allocated then.</exception>
    public Constant Read(TensorRecord record)
    {
        if (record.ElementType == ElementType.String)
        {
            return new Constant(record.ElementType, [.. record.Dimensions], Texts(record));
        }

        if (record.Elsewhere is not null)
        {
            return FromRaw(record, external.Find(record));
        }

        if (record.Raw is { } raw && (raw.Length > 0 || record.Count == 0))
        {
            return raw.Length == record.ByteCount
                ? FromRaw(record, raw)
                : throw record.Failure($"of {record.Type()} takes {record.ByteCount} bytes, but its raw data has {raw.Length}");
        }

        return TypedData.Find(record) is { } fixedWidth ? FromRaw(record, fixedWidth) : FromBytes(record, TypedData.Decode(record));
    }

    private static Constant FromRaw(TensorRecord record, Region data)
    {
        if (record.ElementType.ToScalarType() is not { } type)
        {
            return new Constant(record.ElementType, [.. record.Dimensions], data.ToArray());
        }

        using var scope = NewDisposeScope();
        var tensor = Allocate(record, type);
        Fill(tensor, data, record.Count);
        return Finish(tensor);
    }

    private static Constant FromBytes(TensorRecord record, byte[] data) => FromRaw(record, Region.Of(new MemorySource(record.Message.Source.Name, data)));

    private static Tensor Allocate(TensorRecord record, ScalarType type)
    {
        try
        {
            return empty([.. record.Dimensions], type);
        }
        catch (ExternalException e)
        {
            throw record.Failure($"of {record.Type()} takes {record.ByteCount} bytes, which cannot be allocated", e);
        }
    }

    // A span holds at most 2 GB, so larger tensors are filled piece by piece.
    private static void Fill(Tensor tensor, Region data, long count)
    {
        if (count == 0)
        {
            return;
        }

        var flat = tensor.view(-1);
        var size = data.Length / count;
        for (var done = 0L; done < count;)
        {
            var part = Math.Min(count - done, ChunkBytes / size);
            data.Source.Read(data.Offset + (done * size), flat.narrow(0, done, part).bytes);
            done += part;
        }
    }

    // LibTorch takes a bool of another byte than 0 or 1 for neither.
    private static Constant Finish(Tensor tensor)
    {
        if (tensor.dtype == ScalarType.Bool && tensor.numel() > 0)
        {
            foreach (ref var element in tensor.bytes)
            {
                element = element == 0 ? (byte)0 : (byte)1;
            }
        }

        return new Constant(tensor);
    }

    // Texts are kept as the string_data fields of a TensorProto, which the writer appends to its own.
    private static byte[] Texts(TensorRecord record)
    {
        var texts = new MemoryStream();
        var count = 0L;
        var reader = new WireReader(record.Message);
        while (reader.Next())
        {
            var field = reader.Skip();
            if (reader.Field == StringField && reader.Type == WireFormat.WireType.LengthDelimited)
            {
                texts.Write(field.View());
                count++;
            }
        }

        return count == record.Count ? texts.ToArray() : throw record.Failure($"of {record.Type()} has {count} texts");
    }
}
