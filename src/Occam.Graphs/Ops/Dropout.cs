using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Sets elements to zero at random with probability <c>ratio</c> (default 0.5) and divides the others by 1 - ratio; an attribute
/// before version 12, input 1 from then on. It drops only in training (<see cref="RunContext.Training"/>), never in inference: there
/// it is the identity, whatever the file says.
/// </summary>
/// <remarks>
/// From version 12 on, ONNX's input 2, <c>training_mode</c>, is false where it is absent. Exporters leave it out of every network that is
/// written for inference, so Occam, when it trains, lets such a node drop; only a <c>training_mode</c> of false that is stated keeps it
/// from dropping.
/// </remarks>
public sealed class Dropout : Operator
{
    private const long RatioIsInputSince = 12;
    private const long MaskIsBooleanSince = 10;
    private const float DefaultRatio = 0.5f;

    /// <inheritdoc/>
    public override string Name => "Dropout";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var inputGiven = node.OpsetVersion >= RatioIsInputSince;
        var stated = (double)node.Float("ratio", DefaultRatio);
        var wantsMask = node.Outputs.Count > 1 && node.Outputs[1] is not null;
        return (inputs, context) =>
        {
            var x = inputs[0]!;
            var maskType = node.OpsetVersion >= MaskIsBooleanSince ? ScalarType.Bool : x.dtype;
            var ratio = !inputGiven ? stated : inputs.ElementAtOrDefault(1) is { } given ? given.ToDoubles()[0] : DefaultRatio;
            var refused = inputGiven && inputs.ElementAtOrDefault(2) is { } mode && mode.ToLong() == 0;
            if (!context.Training || refused || ratio == 0)
            {
                return wantsMask ? [x.alias(), ones_like(x, maskType)] : [x.alias()];
            }

            if (ratio is < 0 or >= 1)
            {
                throw GraphException.At(node, $"the ratio has to be in [0, 1), but is {ratio}.");
            }

            using Scalar threshold = ratio;
            using Scalar scale = 1 / (1 - ratio);
            var mask = rand_like(x).ge(threshold);
            return [x.mul(mask.to(x.dtype)).mul(scale), mask.ConvertTo(maskType)];
        };
    }
}
