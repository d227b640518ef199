using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Resizes axes by nearest, linear or cubic sampling, to sizes or by scales. Opset 10 samples as Upsample does; antialiasing and
/// tf_crop_and_resize are not supported.
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
            return (inputs, _) => [Scale(node, inputs[0]!, inputs[1]!.ToDoubles(), null, early)];
        }

        var attributes = ResizeAttributes.Read(node);
        var axes = node.Ints("axes");
        var policy = node.String("keep_aspect_ratio_policy", "stretch");
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            if (inputs.Length > 2 && inputs[2] is { } scales && scales.numel() > 0)
            {
                return [Scale(node, x, scales.ToDoubles(), axes, attributes)];
            }

            return inputs.Length > 3 && inputs[3] is { } sizes
                ? [Resampling.Apply(node, x, ResizeTargets.FromSizes(node, x.shape, sizes.ToLongs(), Numbers(node, x, axes), policy), attributes)]
                : throw GraphException.At(node, "neither scales nor sizes are given.");
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

    private static Tensor Scale(Node node, Tensor x, double[] scales, long[]? axes, ResizeAttributes attributes) =>
        Resampling.Apply(node, x, ResizeTargets.FromScales(node, x.shape, scales, Numbers(node, x, axes)), attributes);

    private static int[] Numbers(Node node, Tensor x, long[]? axes) => axes is null
        ? [.. Enumerable.Range(0, (int)x.dim())]
        : Array.ConvertAll(axes, axis => AxisNumbers.Resolve(node, axis, x.dim()));
}
