using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Changes brightness, contrast, saturation and hue at random, in a random order, as torchvision's.</summary>
public sealed class ColorJitter : Transform
{
    private readonly ColorJitterOptions _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ColorJitter(ColorJitterOptions options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        foreach (var change in random.Permutation(4))
        {
            switch (change)
            {
                case 0 when _options.Brightness > 0:
                    Blending.Brightness(picture, Factor(_options.Brightness, random));
                    break;
                case 1 when _options.Contrast > 0:
                    Blending.Contrast(picture, Factor(_options.Contrast, random));
                    break;
                case 2 when _options.Saturation > 0:
                    Blending.Saturation(picture, Factor(_options.Saturation, random));
                    break;
                case 3 when _options.Hue > 0:
                    Hue.Turn(picture, random.Between(-_options.Hue, _options.Hue));
                    break;
                default:
                    break;
            }
        }
    }

    private static double Factor(double range, ImageRandom random) => random.Between(Math.Max(0, 1 - range), 1 + range);
}
