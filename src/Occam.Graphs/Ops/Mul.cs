using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>a * b with NumPy broadcasting.</summary>
public sealed class Mul : Operator
{
    /// <inheritdoc/>
    public override string Name => "Mul";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Elementwise;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.mul(b));
}
