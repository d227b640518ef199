using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Relations by angle: the smooth L1 distance (mean over all N^3 triplets) of the cosines of the angles that samples form. [N, ...]; sizes may differ. Memory grows with N^2 times the size of a sample.
/// </summary>
/// <remarks>Park et al., "Relational knowledge distillation", CVPR 2019, equations 7 and 8.</remarks>
public sealed class RkdAngleLoss : PairLoss
{
    private readonly bool _normalise;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RkdAngleLoss(RkdAngleOptions options)
        : base(options) => _normalise = options.Normalise;

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => SameBatch(student, teacher);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        return nn.functional.smooth_l1_loss(Angles(student), Angles(teacher));
    }

    private Tensor Angles(Tensor x)
    {
        var flat = _normalise ? nn.functional.normalize(x.flatten(1)) : x.flatten(1);
        var unit = nn.functional.normalize(flat.unsqueeze(0).sub(flat.unsqueeze(1)), dim: 2);
        return unit.bmm(unit.transpose(1, 2));
    }
}
