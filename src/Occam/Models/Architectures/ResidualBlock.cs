namespace Occam.Models.Architectures;

/// <summary>The blocks of a <see cref="ResNet"/>.</summary>
public enum ResidualBlock
{
    /// <summary>Two 3x3 convolutions.</summary>
    Basic,

    /// <summary>A 1x1, a 3x3 (with the stride, as torchvision's) and a 1x1 convolution to four times the stage's width.</summary>
    Bottleneck,
}
