using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Applies one of 25 pairs of changes that a search found (Cubuk et al. 2019, appendix A): a pair by chance, each of its changes with its probability and magnitude, signs by chance.</summary>
public sealed class AutoAugment : Transform
{
    private readonly AutoAugmentOptions _options;
    private readonly IReadOnlyList<PolicyStep[]> _pairs;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public AutoAugment(AutoAugmentOptions options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
        _pairs = PublishedPolicies.Of(options.Policy);
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        foreach (var step in _pairs[random.Below(_pairs.Count)])
        {
            if (random.Chance(step.Probability))
            {
                Policy.Apply(step.Operation, step.Strength, picture, random, _options.Fill);
            }
        }
    }
}
