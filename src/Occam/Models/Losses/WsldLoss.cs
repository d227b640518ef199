using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Weighted soft labels: tau^2 * mean_n (1 - exp(-CE_s / (CE_t + 1e-7))) * soft cross-entropy, with the cross-entropies of student and teacher with the label, not differentiated. Logits [N, classes], labels [N].
/// </summary>
/// <remarks>Zhou et al., "Rethinking soft labels for knowledge distillation", ICLR 2021, equation 10.</remarks>
public sealed class WsldLoss : LabelledPairLoss
{
    private static readonly Scalar Epsilon = 1e-7;
    private static readonly Scalar One = 1;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public WsldLoss(WsldOptions options)
        : base(options)
    {
        _inverseTemperature = 1 / options.Temperature;
        _factor = options.Temperature * options.Temperature;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _inverseTemperature.Dispose();
        _factor.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher, Tensor labels)
    {
        var soft = teacher.mul(_inverseTemperature).softmax(1).mul(student.mul(_inverseTemperature).log_softmax(1)).sum(1);
        var own = nn.functional.cross_entropy(student.detach(), labels, reduction: nn.Reduction.None);
        var other = nn.functional.cross_entropy(teacher, labels, reduction: nn.Reduction.None);
        var focus = own.div(other.add(Epsilon, One)).neg().exp().sub(One);
        return focus.mul(soft).mean().mul(_factor);
    }
}
