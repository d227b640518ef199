using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Generated images are to excite the teacher: the negative mean of |f|, f a tensor of the teacher [N, ...].
/// </summary>
/// <remarks>Chen et al. (DAFL), ICCV 2019, equation 4.</remarks>
public sealed class ActivationLoss : SoleLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ActivationLoss(ActivationOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override string? Problem(long[] teacher) => teacher.Length >= 2 ? null : $"teacher has to be [N, ...], but is {Text(teacher)}.";

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor teacher)
    {
        return teacher.abs().mean().neg();
    }
}
