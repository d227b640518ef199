namespace Occam.Models.Distillers.Connectors;

/// <summary>Brings a student's map [N, C, H, W] into the code of the teacher's <see cref="Paraphraser"/>: three convolutions, each with BatchNorm and LeakyRelu of slope 0.1.</summary>
/// <remarks>Kim, Park and Kwak, "Paraphrasing complex network", NeurIPS 2018, section 3.2.</remarks>
public sealed class Translator : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps, or the code's width is not known.</exception>
    public Translator(TranslatorOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) =>
            {
                context.RequireMap();
                var width = context.Width(options.Channels, "channels");
                x = ConnectorGraph.Leaky(builder, x, "layer1", context.Shape[1]);
                return ConnectorGraph.Leaky(builder, ConnectorGraph.Leaky(builder, x, "layer2", width), "layer3", width);
            }),
            context.Device)
    {
    }
}
