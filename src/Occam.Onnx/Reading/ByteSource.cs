namespace Occam.Onnx.Reading;

/// <summary>Bytes that are read piece by piece, so that weights go straight from the file into their tensors.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>What messages call it: the file's path.</summary>
    public abstract string Name { get; }

    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Shows bytes; they stay as they are until the next call. The caller has checked that they are there.</summary>
    public abstract ReadOnlySpan<byte> View(long offset, int count);

    /// <summary>Copies bytes. The caller has checked that they are there.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    /// <inheritdoc/>
    public abstract void Dispose();
}
