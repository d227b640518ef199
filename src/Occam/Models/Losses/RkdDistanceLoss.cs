using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Losses;

/// <summary>
/// Relations by distance: the smooth L1 distance (mean over all N^2 pairs) of the samples' distances, each divided by the mean of its positive ones. [N, ...]; sizes may differ.
/// </summary>
/// <remarks>Park et al., "Relational knowledge distillation", CVPR 2019, equations 4 to 6.</remarks>
public sealed class RkdDistanceLoss : PairLoss
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Least = 1e-12;
    private readonly bool _normalise;

    /// <summary>Creates the loss.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RkdDistanceLoss(RkdDistanceOptions options)
        : base(options) => _normalise = options.Normalise;

    /// <inheritdoc/>
    protected override string? Problem(long[] student, long[] teacher) => SameBatch(student, teacher);

    /// <inheritdoc/>
    protected override Tensor Measure(Tensor student, Tensor teacher)
    {
        return nn.functional.smooth_l1_loss(Distances(student), Distances(teacher));
    }

    private Tensor Distances(Tensor x)
    {
        var flat = _normalise ? nn.functional.normalize(x.flatten(1)) : x.flatten(1);
        var distances = cdist(flat, flat, 2, compute_mode.donot_use_mm_for_euclid_dist);
        using var count = distances.detach().sign().sum().clamp_min(One);
        return distances.mul(count).div(distances.sum().clamp_min(Least));
    }
}
