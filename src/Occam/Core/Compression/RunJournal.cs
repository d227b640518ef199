using System.Diagnostics;
using Occam.Apis;
using Occam.Core.Reports;

namespace Occam.Core.Compression;

/// <summary>Tells the caller and the log how a run goes, and keeps the time of its stages.</summary>
/// <param name="progress">The caller.</param>
/// <param name="cancellation">Checked where a stage begins.</param>
internal sealed class RunJournal(Action<CompressProgress>? progress, CancellationToken cancellation) : IDisposable
{
    private readonly List<StageTime> _times = [];
    private readonly Stopwatch _watch = new();
    private RunLog? _log;
    private CompressStage _stage;

    /// <summary>Ends the run between two steps.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The stages that are done, and their times.</summary>
    public IReadOnlyList<StageTime> Times => _times;

    /// <summary>From now on everything is logged as well.</summary>
    public void Attach(RunLog log) => _log = log;

    /// <summary>Ends the stage before and begins one.</summary>
    public void Begin(CompressStage stage, string message)
    {
        End();
        cancellation.ThrowIfCancellationRequested();
        _stage = stage;
        _watch.Restart();
        Tick(message, null);
    }

    /// <summary>Ends the stage.</summary>
    public void End()
    {
        if (_watch.IsRunning)
        {
            _watch.Stop();
            _times.Add(new(Name(_stage), Math.Round(_watch.Elapsed.TotalSeconds, 3)));
            _log?.Write(_stage, "done", ("seconds", _watch.Elapsed.TotalSeconds));
        }
    }

    /// <summary>Says what was found.</summary>
    public void Note(string message, params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        _log?.Write(_stage, message, numbers);
        progress?.Invoke(new(_stage, message, null, true));
    }

    /// <summary>Says that work goes on; not logged.</summary>
    public void Tick(string message, double? fraction) => progress?.Invoke(new(_stage, message, fraction, false));

    /// <inheritdoc/>
    public void Dispose() => _log?.Dispose();

    private static string Name(CompressStage stage) => stage == CompressStage.FineTune ? "fine-tune" : stage.ToString().ToLowerInvariant();
}
