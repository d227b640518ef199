namespace Occam.Core.Training.Schedules;

/// <summary>How a learning rate changes over a run.</summary>
public abstract class Schedule
{
    /// <summary>The factor of the optimizer's own learning rate (<see cref="Optimizers.Optimizer.BaseLearningRate"/>) for a step, at least 0. It follows from the step alone.</summary>
    /// <param name="step">The step, from 0; past the end of the run the last factor holds.</param>
    public abstract double FactorAt(long step);
}
