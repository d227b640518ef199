using System.Globalization;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// Writes scalars as TensorBoard reads them: losses, learning rate and images a second under <c>train/</c>, evaluations under <c>test/</c>, the network's cost under <c>network/</c>. Every start of a
/// run has a file of its own; a resumed one tells TensorBoard to drop what is behind its checkpoint.
/// </summary>
public sealed class TensorBoardHook : Hook
{
    private readonly TensorBoardHookOptions _options;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private EventFile? _file;

    /// <summary>Makes the hook.</summary>
    /// <param name="options">How often, where.</param>
    /// <param name="context">The run's folder.</param>
    /// <param name="time">What stamps the points; default the system's clock.</param>
    /// <exception cref="TrainingException">The run has no folder.</exception>
    public TensorBoardHook(TensorBoardHookOptions options, HookContext context, TimeProvider? time = null)
    {
        (_options, _time) = (options, time ?? TimeProvider.System);
        _folder = Path.Combine(context.FolderFor("tensorboard"), options.Folder);
    }

    /// <inheritdoc/>
    public override string Name => "tensorboard";

    /// <inheritdoc/>
    public override void BeforeRun(RunStatus run) => RunOutput.Write(_folder, () =>
    {
        _file?.Dispose();
        Directory.CreateDirectory(_folder);
        var former = Directory.GetFiles(_folder, "events.out.tfevents.*");
        if (!run.IsResumed)
        {
            Array.ForEach(former, File.Delete);
        }

        var number = run.IsResumed ? former.Length : 0; // TensorBoard reads the files in the order of their names
        _file = new(new FileStream(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{number:D10}.occam")), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), _time);
        if (run.IsResumed)
        {
            _file.WriteRestart(run.Step + 1);
        }
    });

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run)
    {
        if ((run.Step % _options.Every == 0 || run.Step == run.Steps) && run.Result is { } result)
        {
            Write(run.Step, [
                KeyValuePair.Create("train/loss", result.Total),
                .. result.Losses.Where(_ => result.Losses.Count > 1).Select(part => KeyValuePair.Create($"train/{part.Key}", part.Value)),
                KeyValuePair.Create("train/learning_rate", run.LearningRate),
                KeyValuePair.Create("train/images_per_second", run.ImagesPerSecond),
                .. run.Figures.Select(figure => KeyValuePair.Create($"network/{figure.Key}", figure.Value))]);
        }
    }

    /// <inheritdoc/>
    public override void AfterEvaluation(RunStatus run) =>
        Write(run.Step, [.. run.Evaluation!.Metrics.Select(metric => KeyValuePair.Create($"test/{metric.Key}", metric.Value))]);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Write(long step, KeyValuePair<string, double>[] scalars) => RunOutput.Write(_folder, () => _file!.Write(step, scalars));
}
