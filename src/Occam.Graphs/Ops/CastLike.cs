using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Converts to the element type of the second input.</summary>
public sealed class CastLike : Operator
{
    /// <inheritdoc/>
    public override string Name => "CastLike";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (x, like) => x.ConvertTo(like.dtype));
}
