namespace Occam.Graphs.Channels;

/// <summary>
/// How channel ids travel through an operator (docs/design.md, section 4). The rules are few and general; an operator names the one
/// it obeys.
/// </summary>
public abstract class AxisRule
{
    /// <summary>Whatever arrives is frozen: operators that Occam does not know, or through which channels cannot be followed.</summary>
    public static AxisRule Boundary { get; } = new BoundaryRule();

    /// <summary>Ids that meet, with broadcasting, are united; constants that take part are sliced with them.</summary>
    public static AxisRule Elementwise { get; } = new ElementwiseRule();

    /// <summary>The operator only moves, selects or repeats elements: its own kernel runs on the ids.</summary>
    public static AxisRule DataMovement { get; } = new DataMovementRule();

    /// <summary>Spatial windows over [N, C, ...] that keep channels apart (pools, resizes): axes 0 and 1 pass.</summary>
    public static AxisRule Spatial { get; } = new SpatialRule();

    /// <summary>Constants of one element a channel (axis 1) take part: BatchNorm.</summary>
    public static AxisRule ChannelParameters { get; } = new ChannelParametersRule();

    /// <summary>A convolution: input channels end, output channels begin; groups tie them.</summary>
    public static AxisRule Convolution { get; } = new ConvolutionRule();

    /// <summary>A matrix product: the contracted axis ends, the others pass or begin.</summary>
    public static AxisRule Contraction { get; } = new ContractionRule();

    /// <summary>Axes are summed, averaged or compared away; only a sum over a channel axis is equivalent to removing zeros.</summary>
    public static AxisRule Reduction { get; } = new ReductionRule();

    /// <summary>Statistics over some axes, then elementwise (Softmax, LayerNorm, InstanceNorm): not zero-equivalent where a channel axis is among them.</summary>
    public static AxisRule Normalisation { get; } = new NormalisationRule();

    /// <summary>Statistics over groups of channels: whole groups leave, or the same position of every group.</summary>
    public static AxisRule GroupNormalisation { get; } = new GroupNormalisationRule();

    /// <summary>Products and sums over named axes.</summary>
    public static AxisRule Einsum { get; } = new EinsumRule();

    /// <summary>Gated recurrence over [S, N, C]: a hidden channel is a position of every gate, of the states and of both directions.</summary>
    public static AxisRule Recurrent { get; } = new RecurrentRule();

    /// <summary>Sums that run, or sorts, along one axis: the others pass.</summary>
    public static AxisRule AlongAxis { get; } = new AlongAxisRule();

    /// <summary>The result holds sizes, not elements of the input (Shape, Size, ConstantOfShape): nothing travels.</summary>
    public static AxisRule ShapeOnly { get; } = new ShapeOnlyRule();

    /// <summary>Carries ids from a node's inputs to its outputs.</summary>
    internal abstract void Trace(Node node, ChannelTrace trace);
}
