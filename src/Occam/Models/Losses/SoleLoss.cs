using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>A loss of one tensor of the teacher, by which a generator of images learns: the gradient flows through the teacher.</summary>
public abstract class SoleLoss : Loss
{
    /// <summary>Checks the options.</summary>
    protected SoleLoss(LossOptions options)
        : base(options)
    {
    }

    /// <summary>teacher.</summary>
    public sealed override IReadOnlyList<string> Arguments { get; } = ["teacher"];

    /// <summary>Computes the loss.</summary>
    /// <param name="teacher">What the teacher computes of the generated images, not detached.</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shape does not suit the loss.</exception>
    public Tensor Compute(Tensor teacher) => base.Compute(teacher);

    /// <inheritdoc/>
    protected sealed override Tensor Measure(IReadOnlyList<Tensor> tensors) => Measure(tensors[0]);

    /// <summary>The loss without its weight.</summary>
    protected abstract Tensor Measure(Tensor teacher);

    /// <inheritdoc/>
    protected sealed override string? Problem(IReadOnlyList<long[]> shapes) => Problem(shapes[0]);

    /// <summary>Why the shape does not suit, or null. Unless overridden: logits [N, classes].</summary>
    protected virtual string? Problem(long[] teacher) =>
        teacher.Length == 2 ? null : $"teacher has to give logits [N, classes], but gives {Text(teacher)}.";
}
