using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Joins tensors along an axis.</summary>
public sealed class Concat : Operator
{
    /// <inheritdoc/>
    public override string Name => "Concat";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    internal override IReadOnlyList<int> MovedAxes(Node node, int rank) => [AxisNumbers.Resolve(node, node.Int("axis", 0), rank)];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var axis = node.Get<IntAttribute>("axis")?.Value ?? throw GraphException.At(node, "attribute 'axis' is missing.");
        return (inputs, _) =>
        {
            var tensors = Array.ConvertAll(inputs, x => x!);
            return [cat(tensors, AxisNumbers.Resolve(node, axis, tensors[0].dim()))];
        };
    }
}
