using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The largest element over all spatial axes of [N, C, ...], which stay as axes of size 1.</summary>
public sealed class GlobalMaxPool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalMaxPool";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(x => x.amax(SpatialAxes.Of(node, x), keepdim: true));

    /// <summary>One channel of one instance is pooled: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node) => Kernels.OneChannel(Bind(node));
}
