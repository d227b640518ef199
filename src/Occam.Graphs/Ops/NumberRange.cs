using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>ONNX's Range: start, start + delta, ... up to but without limit; empty where delta leads away from it.</summary>
public sealed class NumberRange : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Range";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.ShapeOnly;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [0, 1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => (inputs, _) =>
    {
        var type = inputs[0]!.dtype;
        var wide = type.ToElementType().IsFloatingPoint() ? ScalarType.Float64 : ScalarType.Int64;
        var (start, limit, delta) = (inputs[0]!.ToDoubles()[0], inputs[1]!.ToDoubles()[0], inputs[2]!.ToDoubles()[0]);
        if (delta == 0 || double.IsNaN(start + limit + delta))
        {
            throw GraphException.At(node, $"cannot count from {start} to {limit} by {delta}.");
        }

        var count = Math.Max(0, Math.Ceiling((limit - start) / delta));
        OutputLimit.Check(node, [count < long.MaxValue ? (long)count : long.MaxValue]);
        using Scalar length = (long)count;
        var steps = arange(length, wide);
        return [steps.mul(inputs[2]!.to(wide).reshape([])).add(inputs[0]!.to(wide).reshape([]), One).to(type)];
    };
}
