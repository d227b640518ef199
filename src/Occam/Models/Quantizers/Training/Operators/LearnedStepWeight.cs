using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>
/// Fake quantization of a weight with one trained step size an output channel (LSQ): inputs weight, steps [O]. N of the gradient's scale counts the weights that share a step. A layer of
/// one output channel keeps the step that it begins with.
/// </summary>
internal sealed class LearnedStepWeight : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(LearnedStepWeight);

    /// <inheritdoc/>
    public override bool IsWeight => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (range, axis) = (RangeOf(node), (int)node.Int(Axis, 0));
        return (inputs, _) =>
        {
            var (weight, step) = (inputs[0]!, Align(inputs[1]!, inputs[0]!, axis));
            return [LearnedStep.Quantize(weight, step, zeros_like(step), offset: null, range, GradientScale((double)weight.numel() / step.numel(), range))];
        };
    }
}
