namespace Occam.Onnx;

/// <summary>A file that appears whole or not at all: it is written under another name beside its place and gets its own when it is complete.</summary>
public sealed class PendingFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string _path;
    private readonly string _temporary;
    private bool _kept;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where it is to appear; one that is there stays until then.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written to.</exception>
    public PendingFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
    }

    /// <summary>Where the contents go.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name; one that had it is replaced.</summary>
    public void Keep()
    {
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _kept = true;
    }

    /// <summary>Removes the file unless it has been kept.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose(); // writes what is buffered, which fails again on a full disk
        }
        finally
        {
            if (!_kept)
            {
                File.Delete(_temporary);
            }
        }
    }
}
