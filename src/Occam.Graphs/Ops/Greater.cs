using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Whether a &gt; b, with NumPy broadcasting.</summary>
public sealed class Greater : Operator
{
    /// <inheritdoc/>
    public override string Name => "Greater";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.gt(b));
}
