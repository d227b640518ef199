using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Selects elements along an axis (default 0) by an index tensor of the result's shape.</summary>
public sealed class GatherElements : Operator
{
    /// <inheritdoc/>
    public override string Name => "GatherElements";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.Int("axis", 0);
        return Kernels.Binary((x, indices) =>
        {
            var axis = AxisNumbers.Resolve(node, stated, x.dim());
            return x.gather(axis, Indices.Wrap(indices, x.size(axis)));
        });
    }
}
