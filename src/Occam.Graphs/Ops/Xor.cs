using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Either a or b, of booleans with NumPy broadcasting.</summary>
public sealed class Xor : Operator
{
    /// <inheritdoc/>
    public override string Name => "Xor";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.logical_xor(b));
}
