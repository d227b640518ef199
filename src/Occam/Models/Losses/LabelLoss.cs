using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Occam.Models.Losses;

/// <summary>
/// The cross-entropy of a recorded tensor with the labels, the mean over the batch: for branches that classify, and for recipes whose first stage has no task. Logits [N, classes], labels [N].
/// </summary>
public sealed class LabelLoss : Loss
{
    private readonly double _smoothing;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LabelLoss(LabelLossOptions options)
        : base(options) => _smoothing = options.LabelSmoothing;

    /// <summary>student, labels.</summary>
    public override IReadOnlyList<string> Arguments { get; } = ["student", "labels"];

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's logits [N, classes].</param>
    /// <param name="labels">The true classes, int64 [N].</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes do not suit the loss.</exception>
    public Tensor Compute(Tensor student, Tensor labels) => base.Compute(student, labels);

    /// <inheritdoc/>
    protected override string? Problem(IReadOnlyList<long[]> shapes) => shapes[0] is [var samples, > 1] && shapes[1] is [var count] && count == samples
        ? null
        : $"student has to give logits [N, classes] and labels have to be [N], but they are {Text(shapes[0])} and {Text(shapes[1])}.";

    /// <inheritdoc/>
    protected override Tensor Measure(IReadOnlyList<Tensor> tensors) => functional.cross_entropy(tensors[0], tensors[1], label_smoothing: _smoothing);
}
