using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Partial distance: sum of (s - t)^2 where s &gt; t or t &gt; 0, over N and the divisor. [N, ...] of one shape; the teacher's map goes through the margin first (a connector).
/// </summary>
/// <remarks>Heo et al., "A comprehensive overhaul of feature distillation", ICCV 2019, equation 3.</remarks>
public sealed class OfdLoss : PairLoss
{
    private static readonly Scalar Zero = 0;
    private readonly double _share;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public OfdLoss(OfdOptions options)
        : base(options) => _share = 1 / options.Divisor;

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        using var counted = student.detach().gt(teacher).logical_or(teacher.gt(Zero)).to(student.dtype);
        using Scalar factor = _share / student.shape[0];
        return student.sub(teacher).square().mul(counted).sum().mul(factor);
    }
}
