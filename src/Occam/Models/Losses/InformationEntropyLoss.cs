using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Generated images are to be of all classes alike: sum p log10 p, p the batch's mean of softmax of the teacher's logits [N, classes]: the entropy's negative.
/// </summary>
/// <remarks>Chen et al. (DAFL), ICCV 2019, equation 5.</remarks>
public sealed class InformationEntropyLoss : SoleLoss
{
    private static readonly Scalar Least = 1e-30;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public InformationEntropyLoss(InformationEntropyOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor teacher)
    {
        var mean = teacher.softmax(1).mean([0]);
        return mean.mul(mean.clamp_min(Least).log10()).sum();
    }
}
