using System.Text;

namespace Occam.Onnx.Reading;

/// <summary>A stretch of a source, for example one message of a file.</summary>
/// <param name="Source">The source.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its number of bytes; they are there.</param>
internal readonly record struct Region(ByteSource Source, long Offset, long Length)
{
    /// <summary>The whole of a source.</summary>
    public static Region Of(ByteSource source) => new(source, 0, source.Length);

    /// <summary>Shows the bytes until the source is read again.</summary>
    public ReadOnlySpan<byte> View() => Source.View(Offset, Count());

    /// <summary>Copies the bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Count()];
        Source.Read(Offset, bytes);
        return bytes;
    }

    /// <summary>The bytes as UTF-8.</summary>
    public string Text() => Length == 0 ? string.Empty : Encoding.UTF8.GetString(View());

    private int Count() => Length <= Array.MaxLength
        ? (int)Length
        : throw new OnnxException($"'{Source.Name}' has a part of {Length} bytes at byte {Offset}; only tensors can be that large.");
}
