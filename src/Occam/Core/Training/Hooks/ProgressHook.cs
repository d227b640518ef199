namespace Occam.Core.Training.Hooks;

/// <summary>Tells a program after every step how far a run is.</summary>
/// <param name="epochs">All epochs, as they are to be told.</param>
/// <param name="progress">Told, on the run's thread.</param>
public sealed class ProgressHook(int epochs, Action<TrainingProgress> progress) : Hook
{
    /// <inheritdoc/>
    public override string Name => "progress";

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run) =>
        progress(new(run.Epoch, epochs, run.Step, run.Steps, run.LearningRate, run.Loss, run.Losses, run.EndsEpoch, run.Elapsed));
}
