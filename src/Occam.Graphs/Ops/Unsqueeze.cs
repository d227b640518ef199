using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Inserts axes of size 1; their numbers (attribute before opset 13, input from it on) are those of the output.</summary>
public sealed class Unsqueeze : Operator
{
    /// <inheritdoc/>
    public override string Name => "Unsqueeze";

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
        var stated = node.OpsetVersion < 13
            ? node.Ints("axes") ?? throw GraphException.At(node, "attribute 'axes' is missing.")
            : null;
        if (stated is null)
        {
            _ = node.Input(1);
        }

        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var axes = stated ?? inputs[1]!.ToLongs();
            var shape = x.shape.ToList();
            foreach (var axis in AxisNumbers.ResolveAll(node, axes, shape.Count + axes.Length))
            {
                shape.Insert(axis, 1);
            }

            return [x.reshape([.. shape])];
        };
    }
}
