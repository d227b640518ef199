namespace Occam.Models.Distillers.Connectors;

/// <summary>Pools a map [N, C, H, W]: over all positions to [N, C], or in windows to a smaller map.</summary>
public sealed class PoolingConnector : Connector
{
    /// <summary>Makes the connector.</summary>
    /// <exception cref="ArgumentException">It is not given maps.</exception>
    public PoolingConnector(PoolingConnectorOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) =>
            {
                context.RequireMap();
                return options.Kind switch
                {
                    PoolingKind.Average => builder.AveragePool(x, "pool", options.Size, options.Size),
                    PoolingKind.Max => builder.MaxPool(x, "pool", options.Size, options.Size),
                    _ => builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten"),
                };
            }),
            context.Device)
    {
    }
}
