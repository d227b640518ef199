using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Ops;

/// <summary>
/// All that is known of an ONNX operator: its kernel, its axis behaviour, its cost and its role in quantization.
/// One sealed class and one file an operator; stateless, shared by all graphs.
/// </summary>
public abstract class Operator
{
    /// <summary>The operator's name in ONNX.</summary>
    public abstract string Name { get; }

    /// <summary>The operator's domain; default ONNX's own.</summary>
    public virtual string Domain => string.Empty;

    /// <summary>How channels travel through the operator; default a boundary, where whatever arrives is frozen.</summary>
    public virtual AxisRule Axes => AxisRule.Boundary;

    /// <summary>What the operator becomes in an integer network; default it stays float.</summary>
    public virtual QuantizationRole Quantization => QuantizationRole.Float;

    /// <summary>The positions of inputs that hold trainable weights where they are floating-point constants; default none.</summary>
    public virtual IReadOnlyList<int> ParameterInputs => [];

    /// <summary>
    /// The positions of inputs whose numbers (not only shapes) the kernel reads while it runs: target shapes, axes, bounds, repeats.
    /// They are kept on the CPU whatever the device, and are what shape folding turns into constants. Default none.
    /// </summary>
    public virtual IReadOnlyList<int> HostInputs => [];

    /// <summary>Reads the node's attributes and returns the kernel that computes it.</summary>
    /// <exception cref="GraphException">An attribute or an input is not what the operator needs; the message names the node.</exception>
    public abstract Kernel Bind(Node node);

    /// <summary>
    /// A kernel of the same output sizes and types as <see cref="Bind"/>'s, whose numbers do not matter, for finding shapes: where the operator
    /// is costly, over one channel. Default the kernel itself.
    /// </summary>
    internal virtual Kernel BindShapes(Node node) => Bind(node);

    /// <summary>What computes the node into the memory of an input; default none, a new tensor is made.</summary>
    internal virtual InPlaceKernel? InPlace => null;

    /// <summary>Whether the backward pass reads what the kernel gave, so that nothing may overwrite it. Default yes, which is always right.</summary>
    internal virtual bool ReadsOutputInBackward => true;

    /// <summary>For operators that move elements: whether these stay in row-major order, so that only the shape changes. Default no.</summary>
    internal virtual bool KeepsOrder => false;

    /// <summary>
    /// For operators that move elements: the axes of the data along which positions fare differently; along the others one position shows what becomes of all.
    /// Default null: every axis.
    /// </summary>
    internal virtual IReadOnlyList<int>? MovedAxes(Node node, int rank) => null;

    /// <summary>Multiply-accumulate operations of one run; default 0 (only contractions count, as in the literature).</summary>
    /// <param name="node">The node.</param>
    /// <param name="shapes">The shapes of its values.</param>
    public virtual long Macs(Node node, ShapeTable shapes) => 0;

    /// <summary>Adapts the node's own constants (target shapes, split sizes, bounds, groups) when channels leave; default nothing depends on them.</summary>
    /// <param name="node">The node, in the graph whose weights are sliced already.</param>
    /// <param name="narrowing">What leaves.</param>
    public virtual void Narrow(Node node, Narrowing narrowing)
    {
    }
}
