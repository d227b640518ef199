using Occam.Datasets.Loading;

namespace Occam.Core.Training;

/// <summary>
/// One step of an algorithm. It runs its forward passes, its backward passes and the optimizer itself, so that any order of them
/// (one backward pass, the sandwich rule's four, two optimizers) can be written down as the paper has it.
/// </summary>
public abstract class TrainStep
{
    /// <summary>Takes a step.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="optimizer">The optimizer of the trained weights, its learning rate set for this step.</param>
    /// <returns>The losses.</returns>
    public abstract StepResult Run(Batch batch, SgdOptimizer optimizer);
}
