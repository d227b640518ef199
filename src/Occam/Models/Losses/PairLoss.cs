using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>A loss between a tensor of the student and one of the teacher. No gradient flows to the teacher.</summary>
public abstract class PairLoss : Loss
{
    /// <summary>Checks the options.</summary>
    protected PairLoss(LossOptions options)
        : base(options)
    {
    }

    /// <summary>student, teacher.</summary>
    public sealed override IReadOnlyList<string> Arguments { get; } = ["student", "teacher"];

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's tensor; the class says of what shape.</param>
    /// <param name="teacher">The teacher's.</param>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes do not suit the loss.</exception>
    public Tensor Compute(Tensor student, Tensor teacher) => base.Compute(student, teacher);

    /// <inheritdoc/>
    protected sealed override Tensor Measure(IReadOnlyList<Tensor> tensors) => Measure(tensors[0], tensors[1].detach());

    /// <summary>The loss without its weight.</summary>
    protected abstract Tensor Measure(Tensor student, Tensor teacher);

    /// <inheritdoc/>
    protected sealed override string? Problem(IReadOnlyList<long[]> shapes) => Problem(shapes[0], shapes[1]);

    /// <summary>Why the shapes do not suit, or null. Unless overridden: both are of one shape, with a batch axis and at least one more.</summary>
    protected virtual string? Problem(long[] student, long[] teacher) => SameShape(student, teacher, 2);

    /// <summary>Both are of one shape of at least so many axes.</summary>
    protected static string? SameShape(long[] student, long[] teacher, int axes) =>
        student.Length >= axes && student.AsSpan().SequenceEqual(teacher)
            ? null
            : $"student and teacher have to be of one shape of at least {axes} axes, but are {Text(student)} and {Text(teacher)}; a connector can adapt them.";

    /// <summary>Both are logits [N, classes].</summary>
    protected static string? Logits(long[] student, long[] teacher) =>
        student.Length == 2 && student.AsSpan().SequenceEqual(teacher)
            ? null
            : $"student and teacher have to give logits [N, classes] of one shape, but give {Text(student)} and {Text(teacher)}.";

    /// <summary>Both have the same samples; what follows may differ.</summary>
    protected static string? SameBatch(long[] student, long[] teacher) =>
        student.Length >= 2 && teacher.Length >= 2 && student[0] == teacher[0]
            ? null
            : $"student and teacher have to be of two axes or more with one number of samples, but are {Text(student)} and {Text(teacher)}.";
}
