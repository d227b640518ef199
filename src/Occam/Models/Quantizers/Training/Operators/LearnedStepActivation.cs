using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>Fake quantization of an activation with a trained step size and a fixed zero point (LSQ): inputs x, step [1], zero point [1].</summary>
internal sealed class LearnedStepActivation : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(LearnedStepActivation);

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var range = RangeOf(node);
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var features = x.dim() == 0 || x.size(0) == 0 ? 1 : (double)x.numel() / x.size(0);
            return [LearnedStep.Quantize(x, inputs[1]!.reshape([]), inputs[2]!.reshape([]), offset: null, range, GradientScale(features, range))];
        };
    }
}
