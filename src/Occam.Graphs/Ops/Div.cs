using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>a / b with NumPy broadcasting; the quotient of integers is truncated towards zero, as in ONNX Runtime.</summary>
public sealed class Div : Operator
{
    /// <inheritdoc/>
    public override string Name => "Div";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(static (a, b) => a.is_floating_point() ? a.div(b) : a.div(b, RoundingMode.trunc));
}
