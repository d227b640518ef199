using Occam.Core.Training;
using Occam.Core.Training.Components;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Cross-entropy of the logits [N, classes] with the labels, the mean over the batch, times a weight. For a batch of mixtures it is the mean of both labels'
/// losses, weighted by their shares.
/// </summary>
public sealed class CrossEntropyLoss : TaskLoss
{
    private readonly CrossEntropyOptions _options;
    private readonly Scalar? _weight;

    /// <summary>Creates the loss.</summary>
    /// <param name="options">Weight and smoothing; default <see cref="CrossEntropyOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CrossEntropyLoss(CrossEntropyOptions? options = null)
    {
        _options = options ?? new();
        var problems = _options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _weight = _options.Weight == 1 ? null : (Scalar)_options.Weight;
    }

    /// <inheritdoc/>
    public override string Name => "cross_entropy";

    /// <inheritdoc/>
    public override bool TakesMixtures => true;

    /// <inheritdoc/>
    public override Tensor? Compute(ForwardPass pass)
    {
        if (_options.Weight == 0 || (pass.Batch.Labels is null && _options.Optional))
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var labels = pass.Batch.Labels ?? throw new TrainingException("Training with cross-entropy needs labelled images.");
        var loss = Of(pass.Output, labels);
        if (pass.Batch.Mixture is { } mixture)
        {
            using Scalar share = mixture.Share;
            using Scalar rest = 1 - mixture.Share;
            loss = loss.mul(share).add(Of(pass.Output, mixture.Labels), rest);
        }

        return (_weight is null ? loss : loss.mul(_weight)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _weight?.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Of(Tensor logits, Tensor labels) => nn.functional.cross_entropy(logits, labels, label_smoothing: _options.LabelSmoothing);
}
