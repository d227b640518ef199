using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="ConvolutionConnector"/>.</summary>
public sealed record ConvolutionConnectorOptions
{
    /// <summary>Output channels, at least 1. Default those of the tensor on the other side of the loss.</summary>
    public int? Channels { get; init; }

    /// <summary>The window's height and width, at least 1. Default 1.</summary>
    public int Kernel { get; init; } = 1;

    /// <summary>The stride, at least 1. Default 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Whether BatchNorm follows. Default yes.</summary>
    public bool Norm { get; init; } = true;

    /// <summary>Whether Relu follows. Default yes.</summary>
    public bool Relu { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
        [.. OptionRange.AtLeast(nameof(Channels), Channels ?? 1, 1), .. OptionRange.AtLeast(nameof(Kernel), Kernel, 1), .. OptionRange.AtLeast(nameof(Stride), Stride, 1)];
}
