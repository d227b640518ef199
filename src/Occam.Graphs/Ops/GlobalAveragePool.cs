using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The average over all spatial axes of [N, C, ...], which stay as axes of size 1.</summary>
public sealed class GlobalAveragePool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalAveragePool";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(x => x.mean(SpatialAxes.Of(node, x), keepdim: true));

    /// <summary>One channel of one instance is pooled: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node) => Kernels.OneChannel(Bind(node));
}
