using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Decoupled distillation: tau^2 * (alpha * KL of [target, all others] + beta * KL among the others), the mean over the batch. Logits [N, classes], labels [N].
/// </summary>
/// <remarks>Zhao et al., "Decoupled knowledge distillation", CVPR 2022, equation 7. Both parts are averaged over the batch (the well-known implementation sums the first); all in logarithms. The target is left out of the second part exactly.</remarks>
public sealed class DkdLoss : LabelledPairLoss
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Nothing = -1e30;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;
    private readonly Scalar _target;
    private readonly Scalar _other;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DkdLoss(DkdOptions options)
        : base(options)
    {
        _inverseTemperature = 1 / options.Temperature;
        _factor = options.Temperature * options.Temperature;
        _target = options.TargetWeight;
        _other = options.OtherWeight;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _inverseTemperature.Dispose();
        _factor.Dispose();
        _target.Dispose();
        _other.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher, Tensor labels)
    {
        var (s, t) = (student.mul(_inverseTemperature).log_softmax(1), teacher.mul(_inverseTemperature).log_softmax(1));
        using var target = nn.functional.one_hot(labels, student.shape[1]).to(ScalarType.Bool);
        var (otherS, otherT) = (s.masked_fill(target, Nothing), t.masked_fill(target, Nothing));
        var binary = Divergence(Binary(t, otherT, labels), Binary(s, otherS, labels));
        var rest = Divergence(otherT.log_softmax(1), otherS.log_softmax(1));
        return binary.mul(_target).add(rest.mul(_other), One).mul(_factor);
    }

    private static Tensor Divergence(Tensor log, Tensor other) => log.exp().mul(log.sub(other)).sum(1).mean();

    // log of the probability of the target class and of all others together.
    private static Tensor Binary(Tensor log, Tensor others, Tensor labels) =>
        cat([log.gather(1, labels.unsqueeze(1)), others.logsumexp(1, keepdim: true).sub(log.logsumexp(1, keepdim: true))], 1);
}
