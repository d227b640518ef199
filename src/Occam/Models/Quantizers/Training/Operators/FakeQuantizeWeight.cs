using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>
/// Fake quantization of a weight, symmetric and per output channel, at the scale that export would choose (<see cref="WeightScale"/>). Nothing is clamped, so the gradient passes whole.
/// </summary>
internal sealed class FakeQuantizeWeight : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(FakeQuantizeWeight);

    /// <inheritdoc/>
    public override bool IsWeight => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (scheme, range, axis) = (SchemeOf(node), RangeOf(node), (int)node.Int(Axis, 0));
        return (inputs, _) =>
        {
            var scale = Align(WeightScale.Of(inputs[0]!, axis, scheme, range), inputs[0]!, axis);
            return [StraightThrough.Quantize(inputs[0]!, scale, zeros_like(scale), range)];
        };
    }
}
