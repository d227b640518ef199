using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>Fake quantization of an activation with a scale and a zero point that are not trained: inputs x, scale [1], zero point [1] (a whole number as float32).</summary>
internal sealed class FakeQuantizeActivation : FakeQuantizer
{
    /// <inheritdoc/>
    public override string Name => nameof(FakeQuantizeActivation);

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var range = RangeOf(node);
        return (inputs, _) => [StraightThrough.Quantize(inputs[0]!, inputs[1]!.reshape([]), inputs[2]!.reshape([]), range)];
    }
}
