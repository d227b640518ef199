using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Factor transfer: the mean absolute difference of both factors, each sample flattened and scaled to length 1. [N, ...] of one shape.
/// </summary>
/// <remarks>Kim, Park and Kwak, "Paraphrasing complex network", NeurIPS 2018, equation 3.</remarks>
public sealed class FactorTransferLoss : PairLoss
{
    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FactorTransferLoss(FactorTransferOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        return nn.functional.l1_loss(nn.functional.normalize(student.flatten(1)), nn.functional.normalize(teacher.flatten(1)));
    }
}
