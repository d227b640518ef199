using Occam.Graphs;

namespace Occam.Models.Distillers.Connectors;

/// <summary>
/// What FBKD compares of a student's map [N, C, H, W]: <c>feature</c> (a 1x1 convolution of it), <c>channel</c> [N, C] (a fully connected layer behind the mean over positions),
/// <c>spatial</c> [N, 1, H, W] (a 3x3 convolution behind the mean over channels), <c>relation</c> (a 1x1 convolution behind a non-local block).
/// </summary>
/// <remarks>Zhang and Ma, "Improve object detection with feature-based knowledge distillation", ICLR 2021, section 3.</remarks>
public sealed class FbkdStudent : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps.</exception>
    public FbkdStudent(ConnectorContext context)
        : base(
            ConnectorGraph.BuildMany(context, (builder, x) =>
            {
                context.RequireMap();
                var channels = context.Shape[1];
                Value Point(Value from, string name) => builder.Conv(from, name, channels, 1, bias: true, deviation: Math.Sqrt(1.0 / channels));
                return
                [
                    ("feature", Point(x, "adapt")),
                    ("channel", builder.Linear(builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten"), "linear", channels)),
                    ("spatial", builder.Conv(builder.Mean(x, "mean", [1]), "window", 1, 3, bias: true, deviation: 1.0 / 3)),
                    ("relation", Point(ConnectorGraph.NonLocal(builder, x, "non_local"), "adapt_relation")),
                ];
            }),
            context.Device)
    {
    }
}
