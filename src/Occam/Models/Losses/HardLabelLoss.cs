using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// The cross-entropy of the student with the class that the teacher finds likeliest, the mean over the batch. Logits [N, classes].
/// </summary>
/// <remarks>Touvron et al., "Training data-efficient image transformers and distillation through attention", ICML 2021, equation 3.</remarks>
public sealed class HardLabelLoss : PairLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public HardLabelLoss(HardLabelOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => Logits(student, teacher);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        using var labels = teacher.argmax(1);
        return nn.functional.cross_entropy(student, labels);
    }
}
