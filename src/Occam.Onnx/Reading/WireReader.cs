using System.Buffers.Binary;
using Google.Protobuf;

namespace Occam.Onnx.Reading;

/// <summary>
/// Walks the fields of a protobuf message without copying them. The generated classes hold every field in memory, which is right for
/// small messages and doubles the cost of weights; models, graphs, nodes and tensors are walked with this instead.
/// </summary>
internal struct WireReader
{
    private const int LongestVarint = 10;

    private readonly ByteSource _source;
    private readonly long _end;
    private long _position;
    private long _fieldStart;

    /// <summary>Starts before the first field of a message.</summary>
    public WireReader(Region message)
    {
        _source = message.Source;
        _position = message.Offset;
        _end = message.Offset + message.Length;
    }

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>How the current field is encoded.</summary>
    public WireFormat.WireType Type { get; private set; }

    /// <summary>The current field with its tag, once it has been read.</summary>
    public readonly Region Current => new(_source, _fieldStart, _position - _fieldStart);

    /// <summary>Goes to the next field; the current one has been read or skipped.</summary>
    /// <returns>False at the end of the message.</returns>
    public bool Next()
    {
        if (_position == _end)
        {
            return false;
        }

        _fieldStart = _position;
        var tag = RawVarint();
        Field = (int)(tag >> 3);
        Type = (WireFormat.WireType)(tag & 7);
        return tag >> 3 is > 0 and <= 536870911 ? true : throw Damaged($"field number {tag >> 3} is not possible");
    }

    /// <summary>Reads an integer field.</summary>
    public long Int()
    {
        Expect(WireFormat.WireType.Varint);
        return (long)RawVarint();
    }

    /// <summary>Reads a 32-bit float field.</summary>
    public float Float()
    {
        Expect(WireFormat.WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    /// <summary>Reads a text, bytes or message field.</summary>
    public Region Bytes()
    {
        Expect(WireFormat.WireType.LengthDelimited);
        var length = RawVarint();
        if (length > (ulong)(_end - _position))
        {
            throw Damaged($"field {Field} claims {length} bytes, but {_end - _position} are left");
        }

        var region = new Region(_source, _position, (long)length);
        _position += (long)length;
        return region;
    }

    /// <summary>Reads a text field.</summary>
    public string Text() => Bytes().Text();

    /// <summary>Reads one or (packed) several integers of a repeated field.</summary>
    public void Ints(List<long> values)
    {
        if (Type != WireFormat.WireType.LengthDelimited)
        {
            values.Add(Int());
            return;
        }

        var packed = new WireReader(Bytes());
        while (packed._position < packed._end)
        {
            values.Add((long)packed.RawVarint());
        }
    }

    /// <summary>Reads one or (packed) several 32-bit floats of a repeated field.</summary>
    public void Floats(List<float> values)
    {
        if (Type != WireFormat.WireType.LengthDelimited)
        {
            values.Add(Float());
            return;
        }

        var packed = new WireReader(Bytes());
        while (packed._position < packed._end)
        {
            values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed.Take(4)));
        }
    }

    /// <summary>Passes over the current field.</summary>
    /// <returns>The field with its tag.</returns>
    public Region Skip()
    {
        switch (Type)
        {
            case WireFormat.WireType.Varint: RawVarint(); break;
            case WireFormat.WireType.Fixed32: Take(4); break;
            case WireFormat.WireType.Fixed64: Take(8); break;
            case WireFormat.WireType.LengthDelimited: Bytes(); break;
            default: throw Damaged($"field {Field} has wire type {Type}, which ONNX does not use");
        }

        return Current;
    }

    private ulong RawVarint()
    {
        var bytes = _source.View(_position, (int)Math.Min(LongestVarint, _end - _position));
        var value = 0UL;
        for (var i = 0; i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                _position += i + 1;
                return value;
            }
        }

        throw Damaged("a number does not end");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _end - _position)
        {
            throw Damaged("a number is cut off");
        }

        _position += count;
        return _source.View(_position - count, count);
    }

    private readonly void Expect(WireFormat.WireType type)
    {
        if (Type != type)
        {
            throw Damaged($"field {Field} is encoded as {Type} where ONNX has {type}");
        }
    }

    private readonly OnnxException Damaged(string problem) =>
        new($"'{_source.Name}' is not a readable ONNX file: at byte {_position} {problem}. It is damaged, cut off, or of another format.");
}
