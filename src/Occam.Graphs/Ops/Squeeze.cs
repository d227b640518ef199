using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Removes axes of size 1: those named (attribute before opset 13, input from it on), or all of them.</summary>
public sealed class Squeeze : Operator
{
    /// <inheritdoc/>
    public override string Name => "Squeeze";

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
        var stated = node.OpsetVersion < 13 ? node.Ints("axes") : null;
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var shape = x.shape;
            var axes = stated ?? (inputs.Length > 1 ? inputs[1]?.ToLongs() : null);
            var removed = axes is null
                ? [.. Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == 1)]
                : AxisNumbers.ResolveAll(node, axes, shape.Length);
            foreach (var axis in removed)
            {
                if (shape[axis] != 1)
                {
                    throw GraphException.At(node, $"axis {axis} has size {shape[axis]}; only axes of size 1 can be squeezed.");
                }
            }

            return [x.reshape([.. Enumerable.Range(0, shape.Length).Except(removed).Select(axis => shape[axis])])];
        };
    }
}
