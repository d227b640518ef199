using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// The mean absolute difference. [N, ...] of one shape.
/// </summary>
/// <remarks>The distance of DFAD (Fang et al. 2019).</remarks>
public sealed class L1Loss : PairLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public L1Loss(L1Options options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        return nn.functional.l1_loss(student, teacher);
    }
}
