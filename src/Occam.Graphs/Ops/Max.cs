using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The largest of any number of inputs, element by element with NumPy broadcasting; NaN wins.</summary>
public sealed class Max : Operator
{
    /// <inheritdoc/>
    public override string Name => "Max";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Fold(static (a, b) => a.maximum(b));
}
