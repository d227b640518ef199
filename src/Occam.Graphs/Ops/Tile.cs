using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Repeats a tensor along each axis.</summary>
public sealed class Tile : Operator
{
    /// <inheritdoc/>
    public override string Name => "Tile";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => (inputs, _) =>
    {
        var (x, repeats) = (inputs[0]!, inputs[1]!.ToLongs());
        if (repeats.Length != x.dim() || Array.Exists(repeats, times => times < 0))
        {
            throw GraphException.At(node, $"repeats [{string.Join(',', repeats)}] do not fit an input of {x.dim()} dimensions.");
        }

        OutputLimit.Check(node, x.shape, repeats);
        return [x.repeat(repeats)];
    };
}
