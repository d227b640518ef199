namespace Occam.Models.Distillers.Connectors;

/// <summary>A fully connected layer that brings features [N, C] to another width; what has more axes is flattened first.</summary>
public sealed class LinearConnector : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">Its width is not known.</exception>
    public LinearConnector(LinearConnectorOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) => builder.Linear(
                context.Shape.Count == 2 ? x : builder.Flatten(x, "flatten"), "linear", context.Width(options.Features, "features"), options.Bias)),
            context.Device)
    {
    }
}
