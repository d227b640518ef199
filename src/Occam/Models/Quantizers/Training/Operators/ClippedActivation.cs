using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>Fake quantization of an activation that is not negative, clipped at a trained bound (PACT): inputs x, bound [1].</summary>
internal sealed class ClippedActivation : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(ClippedActivation);

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var range = RangeOf(node);
        return (inputs, _) =>
        {
            var bound = inputs[1]!.reshape([]);
            return [TrainedClip.Quantize(inputs[0]!, bound, bound.detach().div(range.High), range)];
        };
    }
}
