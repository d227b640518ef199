using System.Text;
using System.Text.Json;
using Occam.Apis;

namespace Occam.Core.Compression;

/// <summary>The log of a run: a JSON object a line, appended and flushed line by line, so that a killed run's log is readable.</summary>
internal sealed class RunLog(string path, TimeProvider time) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    private readonly MemoryStream _line = new();

    /// <summary>Writes a line.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="message">What happened, in words.</param>
    /// <param name="numbers">What was measured.</param>
    public void Write(CompressStage stage, string message, params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        _line.SetLength(0);
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("stage", JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString()));
            json.WriteString("message", message);
            foreach (var (name, value) in numbers)
            {
                json.WriteNumber(name, value);
            }

            json.WriteEndObject();
        }

        _line.Write(Encoding.UTF8.GetBytes("\n"));
        _stream.Write(_line.GetBuffer(), 0, (int)_line.Length);
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _line.Dispose();
    }
}
