using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>a - b with NumPy broadcasting.</summary>
public sealed class Sub : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sub";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.sub(b));
}
