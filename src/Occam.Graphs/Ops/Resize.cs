using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Resizes axes by nearest, linear or cubic sampling, to sizes or by scales. Opset 10 samples as Upsample does; antialiasing
/// is not supported.
/// </summary>
public sealed class Resize : Operator
{
    /// <inheritdoc/>
    public override string Name => "Resize";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1, 2, 3];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        if (node.OpsetVersion < 11)
        {
            var early = ResizeAttributes.ReadEarly(node);
            return (inputs, _) =>
            {
                var x = inputs[0]!;
                return [Resampling.Apply(node, x, ResizeTargets.FromScales(node, x.shape, inputs[1]!.ToDoubles(), Numbers(node, x, null)), early)];
            };
        }

        var attributes = ResizeAttributes.Read(node);
        var axes = node.Ints("axes");
        var policy = node.String("keep_aspect_ratio_policy", "stretch");
        return (inputs, _) =>
        {
            Tensor? Given(int index) => inputs.Length > index && inputs[index] is { } input && input.numel() > 0 ? input : null;
            var x = inputs[0]!;
            var numbers = Numbers(node, x, axes);
            var targets = Given(2) is { } scales ? ResizeTargets.FromScales(node, x.shape, scales.ToDoubles(), numbers)
                : Given(3) is { } sizes ? ResizeTargets.FromSizes(node, x.shape, sizes.ToLongs(), numbers, policy)
                : throw GraphException.At(node, "neither scales nor sizes are given.");
            targets = attributes.Outside is null ? targets : ResizeTargets.WithRegion(node, targets, Given(1)?.ToDoubles());
            return [Resampling.Apply(node, x, targets, attributes)];
        };
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var output = node.Outputs[0]!;
        if (node.OptionalInput(3)?.Constant is not { Count: > 0 } constant || !narrowing.Axes(output).Any())
        {
            return;
        }

        var sizes = narrowing.NewSizes(output);
        var axes = node.Ints("axes");
        Narrowing.SetNumbers(node, 3, [.. constant.Tensor.ToLongs().Select((size, i) =>
            AxisNumbers.Resolve(node, axes?[i] ?? i, sizes.Length) is var axis && narrowing.Axes(output).Contains(axis) ? sizes[axis] : size)]);
    }

    private static int[] Numbers(Node node, Tensor x, long[]? axes) => axes is null
        ? [.. Enumerable.Range(0, (int)x.dim())]
        : Array.ConvertAll(axes, axis => AxisNumbers.Resolve(node, axis, x.dim()));
}
