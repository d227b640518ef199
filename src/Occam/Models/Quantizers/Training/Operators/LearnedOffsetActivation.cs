using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>
/// Fake quantization of an activation with a trained step size and a trained offset (LSQ+): inputs x, step [1], offset [1]. Deviation: integers want a whole zero point, so that 0 stays 0;
/// the offset b counts as the zero point round(-b / s), clamped to the integers.
/// </summary>
internal sealed class LearnedOffsetActivation : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(LearnedOffsetActivation);

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <summary>The zero point of a step and an offset.</summary>
    public static Tensor ZeroPoint(Tensor step, Tensor offset, IntegerRange range) => offset.detach().neg().div(step.detach()).round_().clamp_(range.Low, range.High);

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var range = RangeOf(node);
        return (inputs, _) =>
        {
            var (x, step, offset) = (inputs[0]!, inputs[1]!.reshape([]), inputs[2]!.reshape([]));
            var features = x.dim() == 0 || x.size(0) == 0 ? 1 : (double)x.numel() / x.size(0);
            return [LearnedStep.Quantize(x, step, ZeroPoint(step, offset, range), offset, range, GradientScale(features, range))];
        };
    }
}
