namespace Occam.Core.Training;

/// <summary>How far a training run is; reported after every step.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Step">Steps done since the start.</param>
/// <param name="Steps">All steps.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Losses">Its parts by name, means as well.</param>
/// <param name="EpochDone">Whether the step was the last of its epoch.</param>
/// <param name="Elapsed">The time since this run began.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    long Step,
    long Steps,
    double LearningRate,
    double Loss,
    IReadOnlyList<KeyValuePair<string, double>> Losses,
    bool EpochDone,
    TimeSpan Elapsed);
