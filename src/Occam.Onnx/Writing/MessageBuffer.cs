using System.Buffers;
using System.Text;
using Google.Protobuf;

namespace Occam.Onnx.Writing;

/// <summary>Gathers the fields of a protobuf message, whole messages as bytes among them.</summary>
internal sealed class MessageBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The number of bytes so far.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>The bytes so far.</summary>
    public ReadOnlySpan<byte> Span => _bytes.WrittenSpan;

    /// <summary>Adds an integer.</summary>
    public void Int(int field, long value)
    {
        Tag(field, WireFormat.WireType.Varint);
        Varint((ulong)value);
    }

    /// <summary>Adds a text.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a text unless it is empty.</summary>
    public void TextIfAny(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Text(field, value);
        }
    }

    /// <summary>Adds a message.</summary>
    public void Message(int field, IMessage message) => Bytes(field, message.ToByteArray());

    /// <summary>Adds the fields of a message.</summary>
    public void Message(IMessage message) => message.WriteTo(_bytes);

    /// <summary>Adds bytes, or a message that has been written.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        LengthPrefix(field, value.Length);
        _bytes.Write(value);
    }

    /// <summary>Adds the tag and the length of a field whose bytes follow elsewhere.</summary>
    public void LengthPrefix(int field, long length)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        Varint((ulong)length);
    }

    /// <summary>Adds fields as they are.</summary>
    public void Raw(ReadOnlySpan<byte> fields) => _bytes.Write(fields);

    private void Tag(int field, WireFormat.WireType type) => Varint(((ulong)field << 3) | (uint)type);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
