using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>a or b, of booleans with NumPy broadcasting.</summary>
public sealed class Or : Operator
{
    /// <inheritdoc/>
    public override string Name => "Or";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.logical_or(b));
}
