using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// The distance of a student's class probabilities from its teacher's: weight * tau^2 * KL(softmax(T / tau) || softmax(S / tau)), the mean over
/// the batch. The factor tau^2 keeps the gradient's size independent of the temperature. Logits [N, classes].
/// </summary>
/// <remarks>Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network", section 2. No gradient flows to the teacher.</remarks>
public sealed class KlDivergenceLoss : PairLoss
{
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public KlDivergenceLoss(KlDivergenceOptions options)
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
    protected override string? Problem(long[] student, long[] teacher) => Logits(student, teacher);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        var log = teacher.mul(_inverseTemperature).log_softmax(1);
        var difference = log.sub(student.mul(_inverseTemperature).log_softmax(1));
        return log.exp().mul(difference).sum(1).mean().mul(_factor);
    }
}
