namespace Occam.Datasets.Transforms.Operations;

/// <summary>What an operation of a policy does at a magnitude: ranges of Cubuk et al. 2019 (AutoAugment, table 6), with enhancement factors 1 +- 0.9 as torchvision has them.</summary>
internal static class Policy
{
    private const double LargestShear = 0.3;
    private const double LargestShift = 150.0 / 331;
    private const double LargestTurn = 30;
    private const double LargestFactor = 0.9;
    private const double FewestBitsGone = 4;

    /// <summary>Changes an image.</summary>
    /// <param name="operation">The change.</param>
    /// <param name="strength">The magnitude as a share of the largest, 0 to 1.</param>
    /// <param name="picture">The image.</param>
    /// <param name="random">Where the sign of a signed magnitude comes from; it is always drawn, so that the sequence does not depend on the operation.</param>
    /// <param name="fill">What stands where the image has no pixels.</param>
    public static void Apply(PolicyOperation operation, double strength, Picture picture, ImageRandom random, IReadOnlyList<int> fill)
    {
        var signed = random.Below(2) == 0 ? -strength : strength;
        switch (operation)
        {
            case PolicyOperation.ShearX or PolicyOperation.ShearY or PolicyOperation.TranslateX or PolicyOperation.TranslateY or PolicyOperation.Rotate:
                WarpOf(operation, signed, picture.Size).Apply(picture, fill, smooth: false);
                break;
            case PolicyOperation.Brightness:
                Blending.Brightness(picture, 1 + (LargestFactor * signed));
                break;
            case PolicyOperation.Color:
                Blending.Saturation(picture, 1 + (LargestFactor * signed));
                break;
            case PolicyOperation.Contrast:
                Blending.Contrast(picture, 1 + (LargestFactor * signed));
                break;
            case PolicyOperation.Sharpness:
                Blending.Sharpness(picture, 1 + (LargestFactor * signed));
                break;
            case PolicyOperation.Posterize:
                PixelMap.Posterize(picture, 8 - (int)Math.Round(FewestBitsGone * strength, MidpointRounding.ToEven));
                break;
            case PolicyOperation.Solarize:
                PixelMap.Solarize(picture, 255 * (1 - strength));
                break;
            case PolicyOperation.AutoContrast:
                PixelMap.AutoContrast(picture);
                break;
            case PolicyOperation.Equalize:
                PixelMap.Equalize(picture);
                break;
            case PolicyOperation.Invert:
                PixelMap.Invert(picture);
                break;
            default:
                break; // Identity
        }
    }

    private static Warp WarpOf(PolicyOperation operation, double strength, ImageSize size) => operation switch
    {
        PolicyOperation.ShearX => Warp.Shear(LargestShear * strength, 0),
        PolicyOperation.ShearY => Warp.Shear(0, LargestShear * strength),
        PolicyOperation.TranslateX => Warp.Shift(Math.Truncate(LargestShift * size.Width * strength), 0),
        PolicyOperation.TranslateY => Warp.Shift(0, Math.Truncate(LargestShift * size.Height * strength)),
        _ => Warp.Turn(LargestTurn * strength, size),
    };
}
