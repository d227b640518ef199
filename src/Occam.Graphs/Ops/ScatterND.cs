using Occam.Graphs.Shapes;

namespace Occam.Graphs.Ops;

/// <summary>A copy of the data with slices, addressed by tuples of indices, replaced by or combined with the updates.</summary>
public sealed class ScatterND : Operator
{
    /// <inheritdoc/>
    public override string Name => "ScatterND";

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var reduction = ScatterReduction.Read(node);
        return (inputs, _) =>
        {
            var (x, indices, updates) = (inputs[0]!, inputs[1]!, inputs[2]!);
            var shape = x.shape;
            var depth = indices.dim() == 0 ? 0 : (int)indices.size(-1);
            if (depth < 1 || depth > shape.Length)
            {
                throw GraphException.At(node, $"indices [{string.Join(',', indices.shape)}] do not fit data [{string.Join(',', shape)}].");
            }

            var addressed = shape.AsSpan(0, depth);
            var rest = shape.AsSpan(depth).Product();
            var positions = Indices.Linear(node, indices, addressed).reshape(-1);
            var rows = updates.reshape(positions.size(0), rest);
            return [ScatterReduction.Apply(x.reshape(addressed.Product(), rest), positions, rows, reduction).reshape(shape)];
        };
    }
}
