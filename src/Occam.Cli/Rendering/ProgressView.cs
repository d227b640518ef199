using System.Diagnostics;
using Occam.Apis;
using Occam.Cli.Hosting;

namespace Occam.Cli.Rendering;

/// <summary>
/// Shows how a compression goes: what was found as lines that stay, and on a terminal a last line that is rewritten while work goes on. Written on the
/// working thread, because TorchSharp's native calls do not bear other threads that allocate.
/// </summary>
internal sealed class ProgressView(Terminal terminal)
{
    private const int BarLength = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown = TimeSpan.MinValue;
    private CompressStage? _stage;
    private bool _isLineOpen;

    /// <summary>Shows progress.</summary>
    public void Show(CompressProgress progress)
    {
        if (progress.IsMilestone)
        {
            End();
            terminal.Output.WriteLine($"{Time()} {Name(progress.Stage),-9} {progress.Message}");
            terminal.Output.Flush();
        }
        else if (terminal.IsLive)
        {
            Rewrite(progress);
        }
        else if (_stage != progress.Stage)
        {
            terminal.Output.WriteLine($"{Time()} {Name(progress.Stage),-9} {progress.Message} ...");
            terminal.Output.Flush();
        }

        _stage = progress.Stage;
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

    private void Rewrite(CompressProgress progress)
    {
        if (_isLineOpen && _watch.Elapsed - _shown < Interval && _stage == progress.Stage)
        {
            return;
        }

        _shown = _watch.Elapsed;
        var text = $"{Time()} {Name(progress.Stage),-9} {Bar(progress.Fraction)}{progress.Message}";
        var width = Math.Max(20, System.Console.WindowWidth - 1);
        terminal.Output.Write($"\r\u001b[K{(text.Length > width ? text[..width] : text)}");
        terminal.Output.Flush();
        _isLineOpen = true;
    }

    private string Time() => $"[{(int)_watch.Elapsed.TotalMinutes:00}:{_watch.Elapsed.Seconds:00}]";

    private static string Bar(double? fraction)
    {
        if (fraction is not { } done)
        {
            return string.Empty;
        }

        var full = (int)Math.Round(Math.Clamp(done, 0, 1) * BarLength);
        return $"{new string('#', full)}{new string('.', BarLength - full)} {done * 100,3:F0} %  ";
    }

    private static string Name(CompressStage stage) => stage == CompressStage.FineTune ? "fine-tune" : stage.ToString().ToLowerInvariant();
}
