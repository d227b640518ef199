namespace Occam.Models.Architectures;

/// <summary>What stands before the stages of a <see cref="ResNet"/>.</summary>
public enum ResNetStem
{
    /// <summary>A 3x3 convolution at full size, for images up to about 64 pixels.</summary>
    Small,

    /// <summary>A 7x7 convolution of stride 2 and a 3x3 maximum of stride 2, for images of about 224 pixels.</summary>
    Large,
}
