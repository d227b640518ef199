namespace Occam.Models.Distillers.Connectors;

/// <summary>
/// An autoencoder of a teacher's map [N, C, H, W]: three convolutions to the <c>code</c> [N, rate C, H, W] and three back to <c>rebuilt</c>, each with BatchNorm and
/// LeakyRelu of slope 0.1. Trained first to rebuild the map; the code is then what the student is taught.
/// </summary>
/// <remarks>Kim, Park and Kwak, "Paraphrasing complex network", NeurIPS 2018, section 3.1. Its transposed convolutions of stride 1 are convolutions here, which are the same maps.</remarks>
public sealed class Paraphraser : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps.</exception>
    public Paraphraser(ParaphraserOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.BuildMany(context, (builder, x) =>
            {
                context.RequireMap();
                var (channels, inner) = (context.Shape[1], Math.Max(1, (long)(context.Shape[1] * options.Rate)));
                var code = ConnectorGraph.Leaky(builder, x, "encoder1", channels);
                code = ConnectorGraph.Leaky(builder, ConnectorGraph.Leaky(builder, code, "encoder2", inner), "encoder3", inner);
                var rebuilt = ConnectorGraph.Leaky(builder, ConnectorGraph.Leaky(builder, code, "decoder1", inner), "decoder2", channels);
                return [("code", code), ("rebuilt", ConnectorGraph.Leaky(builder, rebuilt, "decoder3", channels))];
            }),
            context.Device)
    {
    }
}
