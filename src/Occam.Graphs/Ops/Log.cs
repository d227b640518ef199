using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The natural logarithm of x.</summary>
public sealed class Log : Operator
{
    /// <inheritdoc/>
    public override string Name => "Log";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.log());
}
