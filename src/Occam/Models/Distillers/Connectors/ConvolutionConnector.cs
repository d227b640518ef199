namespace Occam.Models.Distillers.Connectors;

/// <summary>A convolution, 1x1 unless told, that brings a map to another width, with or without BatchNorm and Relu. Maps [N, C, H, W].</summary>
/// <remarks>The regressor of FitNets (Romero et al. 2015, section 2.2), with BatchNorm as in Heo et al. 2019.</remarks>
public sealed class ConvolutionConnector : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps, or its width is not known.</exception>
    public ConvolutionConnector(ConvolutionConnectorOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) =>
            {
                context.RequireMap();
                x = builder.Conv(x, "conv", context.Width(options.Channels, "channels"), options.Kernel, options.Stride, bias: !options.Norm);
                x = options.Norm ? builder.BatchNorm(x, "norm") : x;
                return options.Relu ? builder.Relu(x, "relu") : x;
            }),
            context.Device)
    {
    }
}
