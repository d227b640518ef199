using Microsoft.Win32.SafeHandles;

namespace Occam.Onnx.Reading;

/// <summary>A file, seen through a window that moves. Not mapped into memory: a file that shrinks meanwhile gives an error, not a crash.</summary>
internal sealed class FileSource : ByteSource
{
    private const int WindowSize = 1 << 16;

    private readonly SafeFileHandle _handle;
    private byte[] _window = new byte[WindowSize];
    private long _start;
    private int _filled;

    private FileSource(string path, SafeFileHandle handle)
    {
        Name = path;
        _handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="OnnxException">It is missing, a folder, or must not be read.</exception>
    public static FileSource Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new OnnxException($"'{path}' is a folder; give the path of a file.");
        }

        try
        {
            return new FileSource(path, File.OpenHandle(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OnnxException($"There is no file '{path}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new OnnxException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> View(long offset, int count)
    {
        if (offset < _start || offset + count > _start + _filled)
        {
            Move(offset, count);
        }

        return _window.AsSpan((int)(offset - _start), count);
    }

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = ReadSome(offset, destination);
            offset += read;
            destination = destination[read..];
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _handle.Dispose();

    private void Move(long offset, int count)
    {
        if (_window.Length < count)
        {
            _window = new byte[count];
        }

        var wanted = (int)Math.Min(Math.Max(count, WindowSize), Length - offset);
        Read(offset, _window.AsSpan(0, wanted));
        (_start, _filled) = (offset, wanted);
    }

    private int ReadSome(long offset, Span<byte> destination)
    {
        try
        {
            var read = RandomAccess.Read(_handle, destination, offset);
            return read > 0 ? read : throw new OnnxException($"'{Name}' became shorter while it was read.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OnnxException($"'{Name}' cannot be read: {e.Message}", e);
        }
    }
}
