using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Resizes by scales (an attribute before opset 9, an input from it on), nearest or linear; ONNX replaced it by Resize in opset 10.</summary>
public sealed class Upsample : Operator
{
    /// <inheritdoc/>
    public override string Name => "Upsample";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var attributes = ResizeAttributes.ReadEarly(node);
        var stated = node.OpsetVersion < 9
            ? Array.ConvertAll(node.Floats("scales") ?? throw GraphException.At(node, "attribute 'scales' is missing."), scale => (double)scale)
            : null;
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var scales = stated ?? inputs[1]!.ToDoubles();
            int[] axes = [.. Enumerable.Range(0, (int)x.dim())];
            return [Resampling.Apply(node, x, ResizeTargets.FromScales(node, x.shape, scales, axes), attributes)];
        };
    }
}
