namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="NormalisationConnector"/>.</summary>
public sealed record NormalisationConnectorOptions
{
    /// <summary>How it normalises. Default to length 1.</summary>
    public NormalisationKind Kind { get; init; }
}
