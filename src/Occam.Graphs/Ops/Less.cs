using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Whether a &lt; b, with NumPy broadcasting.</summary>
public sealed class Less : Operator
{
    /// <inheritdoc/>
    public override string Name => "Less";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.lt(b));
}
