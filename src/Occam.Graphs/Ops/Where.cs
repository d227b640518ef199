using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Takes from b where the condition holds, else from c: condition (boolean), b, c, with NumPy broadcasting.</summary>
public sealed class Where : Operator
{
    /// <inheritdoc/>
    public override string Name => "Where";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => (inputs, _) => [where(inputs[0]!, inputs[1]!, inputs[2]!)];
}
