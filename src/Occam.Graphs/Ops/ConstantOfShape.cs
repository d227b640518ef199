using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>A tensor of a given shape whose elements are all <c>value</c> (default 0 as a 32-bit float).</summary>
public sealed class ConstantOfShape : Operator
{
    /// <inheritdoc/>
    public override string Name => "ConstantOfShape";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.ShapeOnly;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var value = node.Get<TensorAttribute>("value")?.Constant;
        if (value is not null && value.Count != 1)
        {
            throw GraphException.At(node, $"attribute 'value' has {value.Count} elements; one is wanted.");
        }

        return (inputs, _) =>
        {
            var shape = inputs[0]!.ToLongs();
            OutputLimit.Check(node, shape);
            return [value is null ? zeros(shape, ScalarType.Float32) : value.Tensor.reshape([]).expand(shape).clone()];
        };
    }
}
