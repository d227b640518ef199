using System.Text;

namespace Occam.Core.Training.Hooks;

/// <summary>A text file that grows by lines, each there for other processes and after a kill as soon as it is written.</summary>
/// <param name="path">The file.</param>
internal sealed class LineFile(string path) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private FileStream? _stream;

    /// <summary>Begins.</summary>
    /// <param name="keep">Which lines of the file that is there are kept; null for none.</param>
    /// <exception cref="TrainingException">The file cannot be written.</exception>
    public void Open(Func<string, bool>? keep) => RunOutput.Write(path, () =>
    {
        _stream?.Dispose();
        if (keep is not null && File.Exists(path))
        {
            WholeFile.WriteText(path, string.Concat(File.ReadLines(path).Where(keep).Select(line => line + "\n")));
        }

        _stream = new(path, keep is null ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0); // a buffer would fail again where it is disposed
    });

    /// <summary>Writes a line.</summary>
    /// <exception cref="TrainingException">The file cannot be written.</exception>
    public void Write(string line) => RunOutput.Write(path, () => _stream!.Write(Utf8.GetBytes(line + "\n")));

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();
}
