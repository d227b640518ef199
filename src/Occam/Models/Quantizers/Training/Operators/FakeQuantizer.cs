using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Models.Quantizers.Training.Functions;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training.Operators;

/// <summary>
/// An operator that gives its first input as integers would represent it. It exists only while a network is trained for quantization; the attribute <c>bits</c> is the
/// width of the integers.
/// </summary>
internal abstract class FakeQuantizer : Operator
{
    /// <summary>The domain of these operators.</summary>
    public const string Home = "occam.training";

    /// <summary>The attribute of the bit width.</summary>
    public const string Bits = "bits";

    /// <summary>The attribute of the least step or bound that training may reach; 0 where there is none.</summary>
    public const string Floor = "floor";

    /// <summary>The attribute of a weight's axis of output channels.</summary>
    public const string Axis = "axis";

    /// <summary>The attribute of the largest step that an activation may get, where a clamp before it is to vanish into the quantization; absent where there is none.</summary>
    public const string Ceiling = "ceiling";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operator> All { get; } =
    [
        new FakeQuantizeActivation(), new FakeQuantizeWeight(), new FakeQuantizeOperand(), new FakeQuantizeBias(),
        new LearnedStepActivation(), new LearnedOffsetActivation(), new LearnedStepWeight(), new ClippedActivation(),
    ];

    /// <inheritdoc/>
    public override string Domain => Home;

    /// <summary>Whether the operator quantizes a weight: signed and symmetric, per output channel. Default an activation: unsigned.</summary>
    public virtual bool IsWeight => false;

    /// <summary>The scheme of a node.</summary>
    public QuantizationScheme SchemeOf(Node node)
    {
        var scheme = IsWeight ? QuantizationScheme.Weights : QuantizationScheme.Activations;
        return scheme with { Bits = (int)node.Int(Bits, scheme.Bits) };
    }

    /// <summary>The integers of a node.</summary>
    public IntegerRange RangeOf(Node node) => new(SchemeOf(node).Lowest, SchemeOf(node).Highest);

    /// <summary>One number a channel, in a shape that broadcasts against a weight.</summary>
    protected static Tensor Align(Tensor perChannel, Tensor weight, int axis)
    {
        var shape = new long[weight.dim()];
        Array.Fill(shape, 1);
        shape[axis] = perChannel.numel();
        return perChannel.reshape(shape);
    }

    /// <summary>The paper's g = 1 / sqrt(N Qp).</summary>
    /// <param name="count">N: the weights of a layer, or the features of an activation (those of one sample).</param>
    /// <param name="range">The integers.</param>
    protected static double GradientScale(double count, IntegerRange range) => 1 / Math.Sqrt(Math.Max(1, count) * range.Highest);
}
