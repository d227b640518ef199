using Occam.Datasets.Transforms;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Datasets.Mixing;

/// <summary>Adds another image to each one, with shares that are drawn once a batch (Zhang et al. 2018, "mixup: beyond empirical risk minimization", eq. 1).</summary>
public sealed class Mixup : BatchMix
{
    private readonly MixupOptions _options;

    /// <summary>Creates the mix.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Mixup(MixupOptions options)
    {
        Transform.ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    protected override (Tensor Images, double Share) Mix(Tensor own, Tensor others, ImageRandom random)
    {
        var share = random.Beta(_options.Alpha);
        using Scalar first = share;
        using Scalar second = 1 - share;
        return (own.mul(first).add_(others, second), share);
    }
}
