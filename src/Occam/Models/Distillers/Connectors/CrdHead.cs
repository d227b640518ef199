namespace Occam.Models.Distillers.Connectors;

/// <summary>The embedding of contrastive distillation: flattened, one fully connected layer, scaled to length 1. [N, ...] to [N, dimensions].</summary>
/// <remarks>Tian, Krishnan and Isola, "Contrastive representation distillation", ICLR 2020, section 3.4.</remarks>
public sealed class CrdHead : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    public CrdHead(CrdHeadOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) =>
                ConnectorGraph.Unit(builder, builder.Linear(context.Shape.Count == 2 ? x : builder.Flatten(x, "flatten"), "linear", options.Dimensions), "unit")),
            context.Device)
    {
    }
}
