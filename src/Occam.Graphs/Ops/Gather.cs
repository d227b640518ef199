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
    internal override IReadOnlyList<int> MovedAxes(Node node, int rank) => [AxisNumbers.Resolve(node, node.Int("axis", 0), rank)];

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

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var input = node.Input(0);
        var sizes = narrowing.OldSizes(input);
        var axis = AxisNumbers.Resolve(node, node.Int("axis", 0), sizes.Length);
        if (!narrowing.Axes(input).Contains(axis) || node.Input(1).Constant is not { } constant)
        {
            return;
        }

        var kept = narrowing.Kept(input, axis);
        long[] indices = [.. constant.Tensor.ToLongs()
            .Select(index => (long)Array.BinarySearch(kept, index < 0 ? index + sizes[axis] : index))
            .Where(index => index >= 0)];
        long[] shape = constant.Dimensions.Count == 1 ? [indices.LongLength] : [.. constant.Dimensions];
        if (shape.Aggregate(1L, (product, size) => product * size) != indices.LongLength)
        {
            throw GraphException.At(node, $"picks channels that leave with an index tensor of shape [{string.Join(',', shape)}].");
        }

        Narrowing.SetNumbers(node, 1, indices, shape);
    }
}
