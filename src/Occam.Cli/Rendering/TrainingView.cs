using System.Diagnostics;
using System.Globalization;
using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Core.Training;

namespace Occam.Cli.Rendering;

/// <summary>Shows how training goes: a line an epoch that stays, and on a terminal a last line that is rewritten.</summary>
internal sealed class TrainingView(Terminal terminal)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown = TimeSpan.MinValue;
    private bool _isLineOpen;

    /// <summary>Shows a step.</summary>
    public void Show(TrainingProgress progress)
    {
        if (!terminal.IsLive || (_isLineOpen && _watch.Elapsed - _shown < Interval))
        {
            return;
        }

        _shown = _watch.Elapsed;
        terminal.Output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r\u001b[K{Time()} epoch {progress.Epoch + 1}/{progress.Epochs}  {100.0 * progress.Step / progress.Steps,3:F0} %  loss {progress.Loss:F4}"));
        terminal.Output.Flush();
        _isLineOpen = true;
    }

    /// <summary>Shows an epoch.</summary>
    public void Show(EpochResult epoch)
    {
        End();
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Time()} epoch {epoch.Epoch,3}  loss {epoch.Loss:F4}  test {epoch.TestAccuracy * 100:F2} %"));
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

    private string Time() => $"[{(int)_watch.Elapsed.TotalMinutes:00}:{_watch.Elapsed.Seconds:00}]";
}
