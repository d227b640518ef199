using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Distillers.Connectors;

/// <summary>
/// A shallow classifier behind an inner map [N, C, H, W]: separable convolutions with stride 2 that double the channels until <c>channels</c> are reached, the mean over all
/// positions (<c>feature</c>, [N, channels]), a fully connected layer (<c>logits</c>, [N, classes]).
/// </summary>
/// <remarks>Zhang et al., "Be your own teacher", ICCV 2019, section 3.1; its bottleneck is of separable convolutions here, so that it stays small.</remarks>
public sealed class ByotBranch : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps, or there are no classes.</exception>
    public ByotBranch(ByotBranchOptions options, ConnectorContext context)
        : base(
            ConnectorGraph.BuildMany(context, (builder, x) =>
            {
                context.RequireMap();
                var classes = options.Classes ?? context.Classes;
                var feature = builder.Flatten(builder.GlobalAveragePool(Narrow(builder, x, options.Channels), "pool"), "flatten");
                return classes > 1
                    ? [("feature", feature), ("logits", builder.Linear(feature, "classifier", classes))]
                    : throw new ArgumentException("'classes' has to be given: the data has no labels.", nameof(options));
            }),
            context.Device)
    {
    }

    private static Value Narrow(GraphBuilder builder, Value x, long channels)
    {
        var layer = 0;
        do
        {
            var (width, name) = (builder.ShapeOf(x)[1], $"layer{++layer}");
            x = builder.BatchNorm(builder.Conv(x, $"{name}.depthwise", width, 3, Math.Min(2, builder.ShapeOf(x)[2]), groups: width), $"{name}.depthwise.norm");
            x = builder.Relu(builder.BatchNorm(builder.Conv(builder.Relu(x, $"{name}.depthwise.relu"), $"{name}.pointwise", Math.Min(channels, 2 * width), 1), $"{name}.pointwise.norm"), $"{name}.relu");
        }
        while (builder.ShapeOf(x)[1] != channels);
        return x;
    }
}
