using Occam.Models.Distillers.Connectors;

namespace Occam.Models.Distillers;

/// <summary>A connector on a tensor's way to a loss.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Connector">The connector.</param>
/// <param name="Output">Which of its outputs goes on.</param>
internal sealed record ConnectorUse(string Name, Connector Connector, int Output);
