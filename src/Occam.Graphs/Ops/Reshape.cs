using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Views the elements in another shape: 0 copies the input's dimension (unless <c>allowzero</c>), -1 is inferred.</summary>
public sealed class Reshape : Operator
{
    /// <inheritdoc/>
    public override string Name => "Reshape";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    internal override bool KeepsOrder => true;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var allowZero = node.Int("allowzero", 0) != 0;
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var target = inputs[1]!.ToLongs();
            for (var i = 0; !allowZero && i < target.Length; i++)
            {
                if (target[i] == 0)
                {
                    target[i] = i < x.dim() ? x.size(i) : throw GraphException.At(node, $"target dimension {i} is 0 (copy), but the input has only {x.dim()} dimensions.");
                }
            }

            return [x.reshape(target)];
        };
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var output = node.Outputs[0]!;
        if (!narrowing.Axes(output).Any() || node.Input(1).Constant is not { } constant)
        {
            return;
        }

        // 0 copies and -1 is inferred: both follow by themselves. What is stated has to be stated anew.
        var sizes = narrowing.NewSizes(output);
        long[] target = [.. constant.Tensor.ToLongs().Select((size, axis) => size > 0 ? sizes[axis] : size)];
        Narrowing.SetNumbers(node, 1, target);
    }
}
