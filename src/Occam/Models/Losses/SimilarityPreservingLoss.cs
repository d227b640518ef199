using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Similarity-preserving: sum (G_s - G_t)^2 / N^2, G = x x^T of the flattened samples, each row scaled to length 1. [N, ...]; sizes may differ.
/// </summary>
/// <remarks>Tung and Mori, "Similarity-preserving knowledge distillation", ICCV 2019, equations 1 to 4.</remarks>
public sealed class SimilarityPreservingLoss : PairLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SimilarityPreservingLoss(SimilarityPreservingOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => SameBatch(student, teacher);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        return Similarities(student).sub(Similarities(teacher)).square().mean();
    }

    private static Tensor Similarities(Tensor x) => nn.functional.normalize(x.flatten(1).mm(x.flatten(1).t()));
}
