using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="PoolingConnector"/>.</summary>
public sealed record PoolingConnectorOptions
{
    /// <summary>How it pools. Default global.</summary>
    public PoolingKind Kind { get; init; }

    /// <summary>The window's height and width, and the step between windows, at least 1; not of global pooling. Default 2.</summary>
    public int Size { get; init; } = 2;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.AtLeast(nameof(Size), Size, 1);
}
