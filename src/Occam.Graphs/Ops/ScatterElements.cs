using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>A copy of the data with elements along an axis (default 0) replaced by or combined with the updates.</summary>
public sealed class ScatterElements : Operator
{
    /// <inheritdoc/>
    public override string Name => "ScatterElements";

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.Int("axis", 0);
        var reduction = ScatterReduction.Read(node);
        return (inputs, _) =>
        {
            var (x, updates) = (inputs[0]!, inputs[2]!);
            var axis = AxisNumbers.Resolve(node, stated, x.dim());
            var indices = Indices.Wrap(inputs[1]!, x.size(axis));
            return [reduction switch
            {
                "none" => x.scatter(axis, indices, updates),
                "add" => x.scatter_add(axis, indices, updates),
                _ => Combine(node, x, axis, indices, updates, reduction),
            }];
        };
    }

    // Every element is a row of one column; its position is that of the update, but along the axis what the index says.
    private static Tensor Combine(Node node, Tensor x, int axis, Tensor indices, Tensor updates, string reduction)
    {
        var (shape, counts) = (x.shape, indices.shape);
        var coordinates = new Tensor[shape.Length];
        for (var i = 0; i < shape.Length; i++)
        {
            var view = new long[shape.Length];
            Array.Fill(view, 1);
            view[i] = counts[i];
            using Scalar count = counts[i];
            coordinates[i] = i == axis ? indices : arange(count, ScalarType.Int64, x.device).reshape(view).expand(counts);
        }

        var positions = Indices.Linear(node, stack(coordinates, -1), shape).reshape(-1);
        return ScatterReduction.Apply(x.reshape(-1, 1), positions, updates.reshape(-1, 1), reduction).reshape(shape);
    }
}
