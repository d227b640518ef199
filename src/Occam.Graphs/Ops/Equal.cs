using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Whether a = b, with NumPy broadcasting.</summary>
public sealed class Equal : Operator
{
    /// <inheritdoc/>
    public override string Name => "Equal";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.eq(b));
}
