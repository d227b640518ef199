using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Whether a &lt;= b, with NumPy broadcasting.</summary>
public sealed class LessOrEqual : Operator
{
    /// <inheritdoc/>
    public override string Name => "LessOrEqual";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.le(b));
}
