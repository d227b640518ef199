namespace Occam.Models.Distillers.Connectors;

/// <summary>What FBKD compares of a teacher's map [N, C, H, W] beside itself: the map behind a non-local block, which is trained with the student.</summary>
/// <remarks>Zhang and Ma, "Improve object detection with feature-based knowledge distillation", ICLR 2021, section 3.2.</remarks>
public sealed class FbkdTeacher : Connector
{
    /// <summary>Makes the connector with fresh weights.</summary>
    /// <exception cref="ArgumentException">It is not given maps.</exception>
    public FbkdTeacher(ConnectorContext context)
        : base(
            ConnectorGraph.Build(context, (builder, x) =>
            {
                context.RequireMap();
                return ConnectorGraph.NonLocal(builder, x, "non_local");
            }),
            context.Device)
    {
    }
}
