using System.Globalization;
using Occam.Onnx;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// Keeps the checkpoints of the best evaluations as <c>checkpoint-best-STEP.bin</c>, beside the newest one that a run always keeps. A run can be resumed from any of them.
/// </summary>
/// <remarks>A file is written before the one that it drives out is removed, and both before the run's own checkpoint, so that a kill at any moment leaves all that is named there.</remarks>
public sealed class CheckpointHook : Hook
{
    private const string ValuePrefix = "value:";

    private readonly CheckpointHookOptions _options;
    private readonly MetricGoal _goal;
    private readonly string _folder;
    private readonly List<(long Step, double Value)> _best = [];

    /// <summary>Makes the hook.</summary>
    /// <param name="options">Metric and number.</param>
    /// <param name="context">The run's folder.</param>
    /// <exception cref="TrainingException">The run has no folder.</exception>
    public CheckpointHook(CheckpointHookOptions options, HookContext context)
    {
        (_options, _folder) = (options, context.FolderFor("checkpoint"));
        _goal = new(options.Metric, options.Higher, "checkpoint");
    }

    /// <inheritdoc/>
    public override string Name => "checkpoint";

    /// <summary>The best evaluations, best first.</summary>
    public IReadOnlyList<(long Step, double Value)> Best => _best;

    /// <summary>The checkpoint of a step.</summary>
    public string PathOf(long step) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"checkpoint-best-{step:D8}.bin"));

    /// <inheritdoc/>
    public override void AfterEvaluation(RunStatus run)
    {
        var value = _goal.Of(run.Evaluation!);
        var step = run.Step;
        var place = _best.FindIndex(other => _goal.IsBetter(value, other.Value));
        place = place < 0 ? _best.Count : place;
        if (double.IsNaN(value) || place >= _options.Keep || _best.Exists(other => other.Step == step))
        {
            return;
        }

        _best.Insert(place, (step, value));
        var driven = _best.Count > _options.Keep ? PathOf(_best[^1].Step) : null;
        _best.RemoveRange(Math.Min(_best.Count, _options.Keep), Math.Max(0, _best.Count - _options.Keep));
        run.SaveAfterHooks(PathOf(step), () =>
        {
            if (driven is not null)
            {
                File.Delete(driven);
            }

            if (place == 0 && _options.Export)
            {
                Export(run);
            }
        });
    }

    /// <inheritdoc/>
    public override void Save(StateRecord state)
    {
        foreach (var (step, value) in _best)
        {
            state.Set(ValuePrefix + step.ToString(CultureInfo.InvariantCulture), value);
        }
    }

    /// <inheritdoc/>
    public override void Load(StateRecord state)
    {
        _best.Clear();
        var values = state.Part(ValuePrefix);
        foreach (var step in values.Entries.Keys.Select(name => long.Parse(name, CultureInfo.InvariantCulture)).Order())
        {
            var value = values.Number(step.ToString(CultureInfo.InvariantCulture));
            var place = _best.FindIndex(other => _goal.IsBetter(value, other.Value));
            _best.Insert(place < 0 ? _best.Count : place, (step, value)); // of equal ones the first stays ahead, as it was found
        }
    }

    private void Export(RunStatus run)
    {
        using var averaged = run.UseAveragedWeights();
        using var graph = run.Algorithm.Export();
        var path = Path.Combine(_folder, "best.onnx");
        RunOutput.Write(path, () => OnnxWriter.Write(graph, path));
    }
}
