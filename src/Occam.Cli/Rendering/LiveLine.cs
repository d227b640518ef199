using System.Diagnostics;
using System.Globalization;
using Occam.Cli.Hosting;

namespace Occam.Cli.Rendering;

/// <summary>
/// Lines that stay, and on a terminal a last line that is rewritten while work goes on. Written on the working thread, because TorchSharp's native calls do not
/// bear other threads that allocate.
/// </summary>
internal sealed class LiveLine(Terminal terminal)
{
    private const string Clear = "\r\u001b[K";
    private const int NarrowestWidth = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown = TimeSpan.MinValue;
    private bool _isOpen;

    /// <summary>The time since the start, as lines begin with it: minutes and seconds.</summary>
    public string Time => string.Create(CultureInfo.InvariantCulture, $"[{(int)_watch.Elapsed.TotalMinutes:00}:{_watch.Elapsed.Seconds:00}]");

    /// <summary>Whether there is a line that is rewritten: none where the output is a file.</summary>
    public bool IsLive => terminal.IsLive;

    /// <summary>Rewrites the last line; not more often than people can read.</summary>
    /// <param name="text">Makes the text, where it is to be shown.</param>
    /// <param name="isUrgent">Whether it is shown however recent the last one is.</param>
    public void Rewrite(Func<string> text, bool isUrgent = false)
    {
        if (!IsLive || (_isOpen && !isUrgent && _watch.Elapsed - _shown < Interval))
        {
            return;
        }

        _shown = _watch.Elapsed;
        var line = text();
        var columns = System.Console.WindowWidth; // 0 where the terminal does not say
        var width = columns > 0 ? Math.Max(NarrowestWidth, columns - 1) : line.Length;
        terminal.Output.Write(Clear + (line.Length > width ? line[..width] : line));
        terminal.Output.Flush();
        _isOpen = true;
    }

    /// <summary>Writes a line that stays.</summary>
    public void Say(string line)
    {
        End();
        terminal.Output.WriteLine(line);
        terminal.Output.Flush();
    }

    /// <summary>Clears the line that is rewritten.</summary>
    public void End()
    {
        if (_isOpen)
        {
            terminal.Output.Write(Clear);
            terminal.Output.Flush();
            _isOpen = false;
        }
    }
}
