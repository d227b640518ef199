using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// The cross-entropy of the student with the teacher's soft answers: weight * tau^2 * mean_n -sum_c softmax(T / tau) log softmax(S / tau). Logits [N, classes].
/// </summary>
/// <remarks>Hinton, Vinyals and Dean 2015, section 2.</remarks>
public sealed class SoftCrossEntropyLoss : PairLoss
{
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SoftCrossEntropyLoss(SoftCrossEntropyOptions options)
        : base(options)
    {
        _inverseTemperature = 1 / options.Temperature;
        _factor = options.ScaleBySquare ? -options.Temperature * options.Temperature : -1;
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
        var log = student.mul(_inverseTemperature).log_softmax(1);
        return teacher.mul(_inverseTemperature).softmax(1).mul(log).sum(1).mean().mul(_factor);
    }
}
