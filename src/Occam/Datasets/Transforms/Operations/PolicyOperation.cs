namespace Occam.Datasets.Transforms.Operations;

/// <summary>The changes that the policies of AutoAugment and RandAugment choose from.</summary>
internal enum PolicyOperation
{
    /// <summary>No change.</summary>
    Identity,

    /// <summary>A shear along the rows.</summary>
    ShearX,

    /// <summary>A shear along the columns.</summary>
    ShearY,

    /// <summary>A shift along the rows.</summary>
    TranslateX,

    /// <summary>A shift along the columns.</summary>
    TranslateY,

    /// <summary>A turn about the centre.</summary>
    Rotate,

    /// <summary>Brighter or darker.</summary>
    Brightness,

    /// <summary>More or less colourful.</summary>
    Color,

    /// <summary>More or less contrast.</summary>
    Contrast,

    /// <summary>Sharper or smoother.</summary>
    Sharpness,

    /// <summary>Fewer bits.</summary>
    Posterize,

    /// <summary>Bright values inverted.</summary>
    Solarize,

    /// <summary>Each channel stretched to the whole range.</summary>
    AutoContrast,

    /// <summary>Values made equally frequent.</summary>
    Equalize,

    /// <summary>All values inverted.</summary>
    Invert,
}
