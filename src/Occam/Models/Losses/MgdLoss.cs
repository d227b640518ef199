using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Masked generative distillation: alpha * sum (G - T)^2 / N, G what the generator (a connector) makes of the student's masked map. [N, C, H, W] of one shape.
/// </summary>
/// <remarks>Yang et al., "Masked generative distillation", ECCV 2022, equation 4.</remarks>
public sealed class MgdLoss : PairLoss
{
    private readonly double _alpha;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MgdLoss(MgdOptions options)
        : base(options) => _alpha = options.Alpha;

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        using Scalar factor = _alpha / student.shape[0];
        return student.sub(teacher).square().sum().mul(factor);
    }
}
