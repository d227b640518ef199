using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Cuts a tensor along an axis (default 0) into parts of stated sizes (attribute before opset 13, input from it on), or into equal
/// ones; from opset 18 on the last part may be smaller.
/// </summary>
public sealed class Split : Operator
{
    /// <inheritdoc/>
    public override string Name => "Split";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    internal override IReadOnlyList<int> MovedAxes(Node node, int rank) => [AxisNumbers.Resolve(node, node.Int("axis", 0), rank)];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.OpsetVersion < 13 ? node.Ints("split") : null;
        var axis = node.Int("axis", 0);
        var count = node.Int("num_outputs", node.Outputs.Count);
        if (count != node.Outputs.Count)
        {
            throw GraphException.At(node, $"num_outputs is {count}, but the node has {node.Outputs.Count} outputs.");
        }

        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var along = AxisNumbers.Resolve(node, axis, x.dim());
            var sizes = stated ?? (inputs.Length > 1 ? inputs[1]?.ToLongs() : null) ?? EqualParts(node, x.size(along), count);
            if (sizes.Length != count || sizes.Sum() != x.size(along) || Array.Exists(sizes, size => size < 0))
            {
                throw GraphException.At(node, $"cannot split {x.size(along)} elements of axis {along} into {count} outputs of sizes [{string.Join(',', sizes)}].");
            }

            var parts = new Tensor[sizes.Length];
            var start = 0L;
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = x.narrow(along, start, sizes[i]);
                start += sizes[i];
            }

            return parts;
        };
    }

    private static long[] EqualParts(Node node, long size, long count)
    {
        var part = (size + count - 1) / count;
        if (size % count != 0 && node.OpsetVersion < 18)
        {
            throw GraphException.At(node, $"cannot split {size} elements into {count} equal parts.");
        }

        var sizes = new long[count];
        Array.Fill(sizes, part);
        sizes[^1] = size - (part * (count - 1));
        return sizes;
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var input = node.Input(0);
        var axis = AxisNumbers.Resolve(node, node.Int("axis", 0), narrowing.OldSizes(input).Length);
        if (!narrowing.Axes(input).Contains(axis))
        {
            return;
        }

        long[] sizes = [.. node.Outputs.Select(output => narrowing.NewSizes(output!)[axis])];
        if (node.OpsetVersion < 13)
        {
            node.Graph.SetAttribute(node, "split", new IntsAttribute(sizes));
        }
        else
        {
            node.Graph.SetAttribute(node, "num_outputs", null);
            Narrowing.SetNumbers(node, 1, sizes);
        }
    }
}
