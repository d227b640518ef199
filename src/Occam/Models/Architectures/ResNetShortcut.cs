namespace Occam.Models.Architectures;

/// <summary>How a block of a <see cref="ResNet"/> is bridged where size or width changes (He et al. 2015, section 3.3).</summary>
public enum ResNetShortcut
{
    /// <summary>A 1x1 convolution with BatchNorm (option B).</summary>
    Projection,

    /// <summary>Every second pixel, and zeros for the new channels, half of them on each side; no weights (option A, the published CIFAR networks).</summary>
    Padding,
}
