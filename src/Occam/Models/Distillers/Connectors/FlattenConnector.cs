namespace Occam.Models.Distillers.Connectors;

/// <summary>Everything behind the batch axis in one row: [N, ...] to [N, features].</summary>
public sealed class FlattenConnector : Connector
{
    /// <summary>Makes the connector.</summary>
    public FlattenConnector(ConnectorContext context)
        : base(ConnectorGraph.Build(context, (builder, x) => builder.Flatten(x, "flatten")), context.Device)
    {
    }
}
