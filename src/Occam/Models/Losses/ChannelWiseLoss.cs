using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Channel-wise divergence: each channel's positions as a distribution, tau^2 * sum KL(softmax(T / tau) || softmax(S / tau)) / (N * C). Maps [N, C, ...] of one shape.
/// </summary>
/// <remarks>Shu et al., "Channel-wise knowledge distillation for dense prediction", ICCV 2021, equation 4.</remarks>
public sealed class ChannelWiseLoss : PairLoss
{
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _factor;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ChannelWiseLoss(ChannelWiseOptions options)
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
    protected override string? Problem(long[] student, long[] teacher) => SameShape(student, teacher, 3);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        var log = teacher.flatten(2).mul(_inverseTemperature).log_softmax(2);
        var difference = log.sub(student.flatten(2).mul(_inverseTemperature).log_softmax(2));
        return log.exp().mul(difference).sum(2).mean().mul(_factor);
    }
}
