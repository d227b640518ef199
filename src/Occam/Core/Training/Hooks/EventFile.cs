using System.Buffers.Binary;
using System.Text;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// A file of TensorBoard's events: records of TensorFlow (length, its masked CRC-32C, bytes, their masked CRC-32C), each a protobuf message <c>tensorflow.Event</c>, written field by field -
/// five fields need no compiler of their own.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly Stream _stream;
    private readonly TimeProvider _time;

    /// <summary>Begins the file.</summary>
    /// <param name="stream">Where to; owned.</param>
    /// <param name="time">What stamps the events.</param>
    public EventFile(Stream stream, TimeProvider time)
    {
        (_stream, _time) = (stream, time);
        WriteEvent(0, message => WriteBytes(message, 3, "brain.Event:2"u8)); // file_version
    }

    /// <summary>Writes scalars of a step.</summary>
    public void Write(long step, IReadOnlyList<KeyValuePair<string, double>> scalars) => WriteEvent(step, message =>
    {
        var summary = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(float)];
        foreach (var (tag, value) in scalars)
        {
            var scalar = new MemoryStream();
            WriteBytes(scalar, 1, Encoding.UTF8.GetBytes(tag)); // tag
            WriteTag(scalar, 2, Fixed32); // simple_value
            BinaryPrimitives.WriteSingleLittleEndian(number, (float)value);
            scalar.Write(number);
            WriteBytes(summary, 1, scalar.ToArray()); // value
        }

        WriteBytes(message, 5, summary.ToArray()); // summary
    });

    /// <summary>Tells readers to drop all events from a step on that earlier files have.</summary>
    public void WriteRestart(long step) => WriteEvent(step, message => WriteBytes(message, 7, [1 << 3, 1])); // session_log { status: START }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static void WriteTag(Stream stream, int field, int type) => WriteVarint(stream, (ulong)((field << 3) | type));

    private static void WriteBytes(Stream stream, int field, ReadOnlySpan<byte> bytes)
    {
        WriteTag(stream, field, Bytes);
        WriteVarint(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteVarint(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }

    private void WriteEvent(long step, Action<Stream> write)
    {
        var message = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(double)];
        WriteTag(message, 1, Fixed64); // wall_time
        BinaryPrimitives.WriteDoubleLittleEndian(number, _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        message.Write(number);
        WriteTag(message, 2, 0); // step
        WriteVarint(message, (ulong)step);
        write(message);
        WriteRecord(message.ToArray());
    }

    private void WriteRecord(byte[] data)
    {
        const int Head = sizeof(ulong) + sizeof(uint);
        var record = new byte[Head + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Crc32C.Masked(record.AsSpan(0, sizeof(ulong))));
        data.CopyTo(record, Head);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Head + data.Length), Crc32C.Masked(data));
        _stream.Write(record); // at once, so that a kill leaves whole records
    }
}
