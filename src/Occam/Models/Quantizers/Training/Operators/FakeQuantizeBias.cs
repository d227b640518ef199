using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>
/// A bias as the int32 of scale s_x s_w would represent it, the gradient passing whole: inputs bias, s_x (or, with <c>divisor</c>, a multiple of it) [1], and the weight or, with
/// <c>steps</c>, its trained steps. With few bits these steps are coarse enough to matter.
/// </summary>
internal sealed class FakeQuantizeBias : FakeQuantizer
{
    /// <summary>The attribute of what the second input is divided by. Default 1.</summary>
    public const string Divisor = "divisor";

    /// <summary>The attribute that says that the third input holds steps, not the weight. Default 0.</summary>
    public const string Steps = "steps";

    private static readonly IntegerRange Integers = new(-int.MaxValue, int.MaxValue);

    /// <inheritdoc/>
    public override string Name => nameof(FakeQuantizeBias);

    /// <inheritdoc/>
    public override bool IsWeight => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (scheme, range, axis) = (SchemeOf(node), RangeOf(node), (int)node.Int(Axis, 0));
        var (divisor, steps) = (new IntegerRange(0, node.Int(Divisor, 1)), node.Int(Steps, 0) != 0);
        return (inputs, _) =>
        {
            var bias = inputs[0]!;
            var weights = steps ? inputs[2]!.detach() : WeightScale.Of(inputs[2]!, axis, scheme, range);
            var scale = inputs[1]!.detach().div(divisor.High).mul(weights);
            return [StraightThrough.Quantize(bias, scale, zeros_like(scale), Integers)];
        };
    }
}
