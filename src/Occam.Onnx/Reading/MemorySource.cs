namespace Occam.Onnx.Reading;

/// <summary>Bytes in memory.</summary>
internal sealed class MemorySource(string name, ReadOnlyMemory<byte> bytes) : ByteSource
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long Length => bytes.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> View(long offset, int count) => bytes.Span.Slice((int)offset, count);

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> destination) => View(offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
