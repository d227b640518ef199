using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Applies some of 14 changes by chance, all at one magnitude (Cubuk et al. 2020, figure 2), over torchvision's ranges and list: the paper's without inversion.</summary>
public sealed class RandAugment : Transform
{
    private const double LargestMagnitude = 30;
    private const int Choices = 14;

    private readonly RandAugmentOptions _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandAugment(RandAugmentOptions options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        for (var i = 0; i < _options.Operations; i++)
        {
            Policy.Apply((PolicyOperation)random.Below(Choices), _options.Magnitude / LargestMagnitude, picture, random, _options.Fill);
        }
    }
}
