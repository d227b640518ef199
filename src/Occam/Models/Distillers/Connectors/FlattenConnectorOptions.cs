namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="FlattenConnector"/>: none.</summary>
public sealed record FlattenConnectorOptions;
