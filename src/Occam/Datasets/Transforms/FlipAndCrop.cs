using Occam.Datasets.Loading;

namespace Occam.Datasets.Transforms;

/// <summary>Flips half of the images and shifts them a little, black where nothing is: the default of training (He et al. 2015, section 4.2), with the pad as a share of the side.</summary>
public sealed class FlipAndCrop : Transform
{
    private readonly Augmentation _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">What it does.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FlipAndCrop(Augmentation options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        random.Augment(_options, picture);
        picture.Take(picture.Size);
    }
}
