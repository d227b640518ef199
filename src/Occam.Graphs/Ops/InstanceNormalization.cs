using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Normalises each channel (axis 1) of each instance over its spatial axes, then scale * x + bias, one of each a channel
/// (Ulyanov et al. 2016).
/// </summary>
public sealed class InstanceNormalization : Operator
{
    /// <inheritdoc/>
    public override string Name => "InstanceNormalization";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var epsilon = (double)node.Float("epsilon", 1e-5f);
        return (inputs, _) => [nn.functional.group_norm(inputs[0]!, inputs[0]!.size(1), inputs[1]!, inputs[2]!, epsilon)];
    }
}
