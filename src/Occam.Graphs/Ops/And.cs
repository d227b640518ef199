using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>a and b, of booleans with NumPy broadcasting.</summary>
public sealed class And : Operator
{
    /// <inheritdoc/>
    public override string Name => "And";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.logical_and(b));
}
