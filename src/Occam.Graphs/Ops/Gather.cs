using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Selects entries of an axis (default 0) by an index tensor of any rank, whose axes take that axis' place.</summary>
public sealed class Gather : Operator
{
    /// <inheritdoc/>
    public override string Name => "Gather";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.Int("axis", 0);
        return Kernels.Binary((x, indices) =>
        {
            var shape = x.shape;
            var axis = AxisNumbers.Resolve(node, stated, shape.Length);
            var selected = x.index_select(axis, Indices.Wrap(indices, shape[axis]).reshape(-1));
            return selected.reshape([.. shape.AsSpan(0, axis), .. indices.shape, .. shape.AsSpan(axis + 1)]);
        });
    }
}
