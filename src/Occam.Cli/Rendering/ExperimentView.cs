using System.Diagnostics;
using System.Globalization;
using Occam.Cli.Hosting;
using Occam.Core.Training;

namespace Occam.Cli.Rendering;

/// <summary>Shows how an experiment goes: lines that stay, and on a terminal a last line that is rewritten, with loss, speed and the time left.</summary>
internal sealed class ExperimentView(Terminal terminal)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown = TimeSpan.MinValue;
    private bool _isLineOpen;
    private long _first = -1;

    /// <summary>Shows a step.</summary>
    public void Show(RunStatus run)
    {
        _first = _first < 0 ? run.Step - 1 : _first;
        if (!terminal.IsLive || (_isLineOpen && _watch.Elapsed - _shown < Interval))
        {
            return;
        }

        _shown = _watch.Elapsed;
        var left = run.Elapsed * ((double)(run.Steps - run.Step) / Math.Max(1, run.Step - _first));
        terminal.Output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r\u001b[Kepoch {run.Epoch + 1}/{run.Epochs}  {100.0 * run.Step / run.Steps,3:F0} %  loss {run.Loss:F4}  {run.ImagesPerSecond:F0} images/s  {Left(left)} left"));
        terminal.Output.Flush();
        _isLineOpen = true;
    }

    /// <summary>Shows a line that stays.</summary>
    public void Say(string line)
    {
        End();
        terminal.Output.WriteLine(line);
        terminal.Output.Flush();
    }

    /// <summary>Clears the line that is rewritten.</summary>
    public void End()
    {
        if (_isLineOpen)
        {
            terminal.Output.Write("\r\u001b[K");
            terminal.Output.Flush();
            _isLineOpen = false;
        }
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1 ? $"{time.TotalHours:F1} h" : time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min" : $"{(int)time.TotalSeconds} s";
}
