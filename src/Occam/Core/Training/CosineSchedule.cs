namespace Occam.Core.Training;

/// <summary>
/// A learning rate that rises linearly to its peak, then falls along half a cosine to zero at the last step (Loshchilov and Hutter 2017, SGDR, eq. 5,
/// without restarts).
/// </summary>
/// <param name="Peak">The highest learning rate, over 0.</param>
/// <param name="Steps">All steps, at least 1.</param>
/// <param name="WarmUpSteps">Steps of the rise, from 0 to below <paramref name="Steps"/>.</param>
public sealed record CosineSchedule(double Peak, long Steps, long WarmUpSteps)
{
    /// <summary>The learning rate of a step, from 0.</summary>
    public double At(long step) => step < WarmUpSteps
        ? Peak * (step + 1) / (WarmUpSteps + 1)
        : Peak * 0.5 * (1 + Math.Cos(Math.PI * (step - WarmUpSteps) / (Steps - WarmUpSteps)));
}
