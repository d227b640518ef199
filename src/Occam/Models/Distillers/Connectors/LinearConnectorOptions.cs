using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="LinearConnector"/>.</summary>
public sealed record LinearConnectorOptions
{
    /// <summary>Output features, at least 1. Default those of the tensor on the other side of the loss.</summary>
    public int? Features { get; init; }

    /// <summary>Whether a bias is added. Default yes.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.AtLeast(nameof(Features), Features ?? 1, 1);
}
