using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>A loss between the logits of student and teacher that needs the labels. No gradient flows to the teacher.</summary>
public abstract class LabelledPairLoss : Loss
{
    /// <summary>Checks the options.</summary>
    protected LabelledPairLoss(LossOptions options)
        : base(options)
    {
    }

    /// <summary>student, teacher, labels.</summary>
    public sealed override IReadOnlyList<string> Arguments { get; } = ["student", "teacher", "labels"];

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's logits [N, classes].</param>
    /// <param name="teacher">The teacher's logits, of the same shape.</param>
    /// <param name="labels">The true classes, int64 [N].</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes do not suit the loss.</exception>
    public Tensor Compute(Tensor student, Tensor teacher, Tensor labels) => base.Compute(student, teacher, labels);

    /// <inheritdoc/>
    protected sealed override Tensor Measure(IReadOnlyList<Tensor> tensors) => Measure(tensors[0], tensors[1].detach(), tensors[2]);

    /// <summary>The loss without its weight.</summary>
    protected abstract Tensor Measure(Tensor student, Tensor teacher, Tensor labels);

    /// <inheritdoc/>
    protected sealed override string? Problem(IReadOnlyList<long[]> shapes) =>
        shapes[0] is [var samples, > 1] && shapes[0].AsSpan().SequenceEqual(shapes[1]) && shapes[2] is [var count] && count == samples
            ? null
            : $"student and teacher have to give logits [N, classes] of one shape and labels have to be [N], but they are {Text(shapes[0])}, {Text(shapes[1])} and {Text(shapes[2])}.";
}
