using System.Buffers.Binary;
using Google.Protobuf;
using Occam.Graphs;

namespace Occam.Onnx.Reading;

/// <summary>Reads the typed data fields of a TensorProto (float_data, int32_data, int64_data, double_data, uint64_data).</summary>
internal static class TypedData
{
    /// <summary>The data as it lies in the file, where that is fixed-width already (one packed field of floats or doubles); else null.</summary>
    /// <exception cref="OnnxException">There are fewer or more elements than the tensor claims.</exception>
    public static Region? Find(TensorRecord record)
    {
        if (!IsFixedWidth(Field(record.ElementType)))
        {
            return null;
        }

        Region? found = null;
        foreach (var region in Pieces(record))
        {
            if (found is not null || region.Length != record.ByteCount)
            {
                return null;
            }

            found = region;
        }

        return found;
    }

    /// <summary>The data as fixed-width bytes.</summary>
    /// <exception cref="OnnxException">There are fewer or more elements than the tensor claims.</exception>
    public static byte[] Decode(TensorRecord record)
    {
        var stored = Pieces(record).Sum(piece => piece.Length);
        var isFixed = IsFixedWidth(Field(record.ElementType));
        var width = Width(record);

        // A number in a file takes at least one byte, so this bounds the memory by the file's size before anything is allocated.
        if (isFixed ? stored != record.ByteCount : stored < record.ByteCount / width)
        {
            throw Mismatch(record, stored);
        }

        var bytes = new byte[checked((int)record.ByteCount)];
        var filled = 0;
        foreach (var region in Pieces(record))
        {
            var data = region.View();
            if (isFixed)
            {
                data.CopyTo(bytes.AsSpan(filled));
                filled += data.Length;
            }
            else
            {
                filled += Numbers(record, data, bytes.AsSpan(filled), width);
            }
        }

        return filled == bytes.Length ? bytes : throw Mismatch(record, stored);
    }

    private static int Numbers(TensorRecord record, ReadOnlySpan<byte> data, Span<byte> destination, int width)
    {
        Span<byte> number = stackalloc byte[8];
        var filled = 0;
        for (var i = 0; i < data.Length; filled += width)
        {
            var value = 0UL;
            var shift = 0;
            do
            {
                if (i == data.Length || shift > 63)
                {
                    throw record.Failure("has a number that does not end");
                }

                value |= (ulong)(data[i] & 0x7F) << shift;
                shift += 7;
            }
            while (data[i++] >= 0x80);

            if (filled + width > destination.Length)
            {
                throw record.Failure($"of {record.Type()} has more numbers than that");
            }

            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            number[..width].CopyTo(destination[filled..]);
        }

        return filled;
    }

    private static IEnumerable<Region> Pieces(TensorRecord record)
    {
        var wanted = Field(record.ElementType);
        var reader = new WireReader(record.Message);
        while (reader.Next())
        {
            if (reader.Field != wanted)
            {
                reader.Skip();
            }
            else if (reader.Type == WireFormat.WireType.LengthDelimited)
            {
                yield return reader.Bytes();
            }
            else
            {
                // A number on its own: its bytes are those behind the tag, which takes one byte for fields below 16.
                var field = reader.Skip();
                yield return new Region(field.Source, field.Offset + 1, field.Length - 1);
            }
        }
    }

    // 4-bit and 2-bit numbers are stored an octet a number.
    private static int Width(TensorRecord record) => Math.Max(ElementSizes.Bits(record.ElementType), 8) / 8;

    private static bool IsFixedWidth(int field) => field is 4 or 10;

    private static int Field(ElementType type) => type switch
    {
        ElementType.Float or ElementType.Complex64 => 4,
        ElementType.Int64 => 7,
        ElementType.Double or ElementType.Complex128 => 10,
        ElementType.UInt32 or ElementType.UInt64 => 11,
        _ => 5,
    };

    private static OnnxException Mismatch(TensorRecord record, long stored) =>
        record.Failure($"of {record.Type()} has {record.Count} elements, but its data ({stored} bytes) has another number");
}
