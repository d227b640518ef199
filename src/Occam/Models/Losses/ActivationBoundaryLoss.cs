using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Activation boundaries: 3 / (1000 N) * sum of (s + m)^2 where s &gt; -m and t &lt;= 0, and of (s - m)^2 where s &lt;= m and t &gt; 0. Tensors before Relu [N, ...] of one shape.
/// </summary>
/// <remarks>Heo et al., "Knowledge transfer via distillation of activation boundaries", AAAI 2019, equation 6; factors 3 and 1/1000 as in the authors' code.</remarks>
public sealed class ActivationBoundaryLoss : PairLoss
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Zero = 0;
    private readonly Scalar _margin;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ActivationBoundaryLoss(ActivationBoundaryOptions options)
        : base(options)
    {
        _margin = options.Margin;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _margin.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        var active = teacher.gt(Zero).to(student.dtype);
        var above = student.add(_margin, One).relu().square();
        var below = student.sub(_margin).neg().relu().square();
        using Scalar factor = 3e-3 / student.shape[0];
        return above.add(below.sub(above).mul(active), One).sum().mul(factor);
    }
}
