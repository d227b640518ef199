namespace Occam.Graphs.Channels;

/// <summary>How channel ids travel through an operator (docs/design.md, section 4).</summary>
public abstract class AxisRule
{
    /// <summary>Whatever arrives is frozen: graph outputs, unknown operators.</summary>
    public static AxisRule Boundary { get; } = new UndefinedRule(nameof(Boundary));

    /// <summary>Ids that meet, with broadcasting, are united; constants that take part are sliced with them.</summary>
    public static AxisRule Elementwise { get; } = new UndefinedRule(nameof(Elementwise));

    /// <summary>The operator only moves, selects or repeats elements: its own kernel runs on the ids.</summary>
    public static AxisRule DataMovement { get; } = new UndefinedRule(nameof(DataMovement));

    /// <summary>Spatial windows over [N, C, ...] that keep channels apart (pools, resizes): axes 0 and 1 pass.</summary>
    public static AxisRule Spatial { get; } = new UndefinedRule(nameof(Spatial));

    /// <summary>Constants of one element a channel (axis 1) take part: BatchNorm.</summary>
    public static AxisRule ChannelParameters { get; } = new UndefinedRule(nameof(ChannelParameters));

    /// <summary>A convolution: input channels end, output channels begin; groups tie them.</summary>
    public static AxisRule Convolution { get; } = new UndefinedRule(nameof(Convolution));

    /// <summary>A matrix product: the contracted axis ends, the others pass or begin.</summary>
    public static AxisRule Contraction { get; } = new UndefinedRule(nameof(Contraction));

    /// <summary>Axes are summed, averaged or compared away; over a channel axis the result is not zero-equivalent or frozen.</summary>
    public static AxisRule Reduction { get; } = new UndefinedRule(nameof(Reduction));

    /// <summary>Statistics over some axes, then elementwise (Softmax, LayerNorm, InstanceNorm): not zero-equivalent where a channel axis is among them.</summary>
    public static AxisRule Normalisation { get; } = new UndefinedRule(nameof(Normalisation));

    /// <summary>Gated recurrence over [S, N, C].</summary>
    public static AxisRule Recurrent { get; } = new UndefinedRule(nameof(Recurrent));

    /// <summary>The result holds sizes, not elements of the input (Shape, Size, ConstantOfShape): nothing travels.</summary>
    public static AxisRule ShapeOnly { get; } = new UndefinedRule(nameof(ShapeOnly));

    private sealed class UndefinedRule(string name) : AxisRule
    {
        public override string ToString() => name;
    }
}
