using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Whether a &gt;= b, with NumPy broadcasting.</summary>
public sealed class GreaterOrEqual : Operator
{
    /// <inheritdoc/>
    public override string Name => "GreaterOrEqual";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.ge(b));
}
