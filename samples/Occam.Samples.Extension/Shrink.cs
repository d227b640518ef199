using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using TorchSharp;

namespace Occam.Samples.Extension;

/// <summary>
/// A stranger's operator, one of ONNX (Shrink, version 9) that Occam does not bring: x - bias over lambd, x + bias under -lambd, else 0. By default lambd is 0.5 and
/// bias 0. ONNX Runtime has it, so that networks with it are tested there like any other.
/// </summary>
public sealed class Shrink : Operator
{
    /// <inheritdoc/>
    public override string Name => "Shrink";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (threshold, bias) = (node.Float("lambd", 0.5f), node.Float("bias", 0));
        Scalar limit = threshold;
        Scalar shift = bias;
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            return [x.sub(x.sign().mul(shift)).mul(x.abs().gt(limit))];
        };
    }
}
