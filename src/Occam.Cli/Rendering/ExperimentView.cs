using System.Globalization;
using Occam.Cli.Hosting;
using Occam.Core.Training;

namespace Occam.Cli.Rendering;

/// <summary>Shows how an experiment goes: lines that stay, and on a terminal a last line that is rewritten, with the loss, the last evaluation, the speed and the time left.</summary>
internal sealed class ExperimentView(Terminal terminal)
{
    private readonly LiveLine _line = new(terminal);
    private long _first = -1;
    private int _epoch;

    /// <summary>Shows a step; an epoch's first, which has a new evaluation, always.</summary>
    public void Show(RunStatus run)
    {
        _first = _first < 0 ? run.Step - 1 : _first;
        var isNewEpoch = run.Epoch != _epoch;
        _epoch = run.Epoch;
        _line.Rewrite(Line, isNewEpoch);

        string Line()
        {
            var left = run.Elapsed * ((double)(run.Steps - run.Step) / Math.Max(1, run.Step - _first));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {run.Epoch + 1}/{run.Epochs}  {100.0 * run.Step / run.Steps,3:F0} %  {Left(left)} left  {run.ImagesPerSecond:F0} images/s  loss {run.Loss:F4}{Metric(run)}");
        }
    }

    /// <summary>Shows a line that stays.</summary>
    public void Say(string line) => _line.Say(line);

    /// <summary>Clears the line that is rewritten.</summary>
    public void End() => _line.End();

    // One of the last evaluation, so that the line fits into 80 columns; all are in the lines that stay.
    private static string Metric(RunStatus run)
    {
        const string First = "top1";
        return run.Evaluation?.Metrics is { Count: > 0 } metrics && (metrics.TryGetValue(First, out var value) ? (First, value) : (metrics.First().Key, metrics.First().Value)) is var (name, figure)
            ? string.Create(CultureInfo.InvariantCulture, $"  {name} {figure:F4}")
            : string.Empty;
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h")
        : time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min" : $"{(int)time.TotalSeconds} s";
}
