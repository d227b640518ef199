namespace Occam.Models.Distillers.Connectors;

/// <summary>Normalises [N, C, ...]: along the channels to length 1, or each channel over the batch.</summary>
public sealed class NormalisationConnector : Connector
{
    /// <summary>Makes the connector.</summary>
    public NormalisationConnector(NormalisationConnectorOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) => options.Kind == NormalisationKind.Batch ? builder.BatchNorm(x, "norm") : ConnectorGraph.Unit(builder, x, "unit")),
            context.Device)
    {
    }
}
