using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Generated images are to be of a clear class: the cross-entropy of the teacher's logits [N, classes] with their own likeliest class.
/// </summary>
/// <remarks>Chen et al., "Data-free learning of student networks" (DAFL), ICCV 2019, equation 3.</remarks>
public sealed class OneHotLikeLoss : SoleLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public OneHotLikeLoss(OneHotLikeOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor teacher)
    {
        using var labels = teacher.detach().argmax(1);
        return nn.functional.cross_entropy(teacher, labels);
    }
}
