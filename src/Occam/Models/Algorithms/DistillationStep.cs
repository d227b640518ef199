using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using Occam.Models.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// Trains a student to answer as its teacher does on the same changed images: label weight * cross-entropy (where there are labels) +
/// divergence from the teacher.
/// </summary>
public sealed class DistillationStep : TrainStep, IDisposable
{
    private readonly GraphModule _student;
    private readonly GraphModule _teacher;
    private readonly KlDivergenceLoss _divergence;
    private readonly Scalar? _labelWeight;

    /// <summary>Prepares the step.</summary>
    /// <param name="student">The network to train; not owned.</param>
    /// <param name="teacher">The teacher, put into inference mode; not owned, not changed.</param>
    /// <param name="options">Temperature and weights.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DistillationStep(GraphModule student, GraphModule teacher, DistillationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.LabelWeight, nameof(options));
        (_student, _teacher) = (student, teacher);
        _divergence = new(options.Divergence);
        _labelWeight = options.LabelWeight > 0 ? (Scalar)options.LabelWeight : null;
        teacher.eval();
    }

    /// <inheritdoc/>
    public override StepResult Run(Batch batch, SgdOptimizer optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.ClearGradients();
        var target = Teach(batch.Images);
        var logits = _student.call(batch.Images);
        var divergence = _divergence.Compute(logits, target);
        List<KeyValuePair<string, double>> losses = [new("divergence", divergence.item<float>())];
        var total = divergence;
        if (batch.Labels is { } labels && _labelWeight is not null)
        {
            var entropy = nn.functional.cross_entropy(logits, labels);
            losses.Add(new("cross_entropy", entropy.item<float>()));
            total = divergence.add(entropy, _labelWeight);
        }

        total.backward();
        optimizer.Step();
        return new(total.item<float>(), losses);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _divergence.Dispose();
        _labelWeight?.Dispose();
    }

    private Tensor Teach(Tensor images)
    {
        using var guard = no_grad();
        return _teacher.call(images);
    }
}
