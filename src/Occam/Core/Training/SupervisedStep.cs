using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Cross-entropy with the labels.</summary>
/// <param name="module">The network to train.</param>
/// <param name="labelSmoothing">The share of the target that is spread over all classes (Szegedy et al. 2016, section 7). 0 to below 1. Default 0.</param>
public sealed class SupervisedStep(GraphModule module, double labelSmoothing = 0) : TrainStep
{
    /// <inheritdoc/>
    /// <exception cref="TrainingException">The batch has no labels.</exception>
    public override StepResult Run(Batch batch, SgdOptimizer optimizer)
    {
        var labels = batch.Labels ?? throw new TrainingException("Training with cross-entropy needs labelled images.");
        using var scope = NewDisposeScope();
        optimizer.ClearGradients();
        var logits = module.call(batch.Images);
        var loss = nn.functional.cross_entropy(logits, labels, label_smoothing: labelSmoothing);
        loss.backward();
        optimizer.Step();
        var total = loss.item<float>();
        return new(total, [new("cross_entropy", total)]);
    }
}
