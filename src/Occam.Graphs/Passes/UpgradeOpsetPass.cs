using System.Collections.Frozen;
using Occam.Graphs.Attributes;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Passes;

/// <summary>
/// Lifts a graph of ONNX operator set 7 to 12 to set 13, which quantization per channel needs. Where an operator's form changed its
/// nodes are rewritten; where its meaning changed in a way that cannot be written in the new form, the graph is refused. Graphs of set
/// 13 and later are left alone.
/// </summary>
/// <param name="shapes">The shapes of the graph's values.</param>
public sealed class UpgradeOpsetPass(ShapeTable shapes) : GraphPass
{
    /// <summary>The operator set that graphs are lifted to.</summary>
    public const long Target = 13;

    private const long Oldest = 7;

    // The same form and meaning in every version from 7 to 13 (new types and negative axes aside).
    private static readonly FrozenSet<string> Unchanged =
        """
        Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization BitShift Cast Ceil Celu Compress Concat
        Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Det Div Einsum Elu Equal Erf Exp Expand EyeLike
        Flatten Floor GRU Gather GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual
        HardSigmoid HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN LRN LSTM LeakyRelu Less LessOrEqual Log LpNormalization LpPool
        MatMul Max MaxPool Mean MeanVarianceNormalization Min Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pow QuantizeLinear RNN
        Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSumSquare Relu Reshape
        ReverseSequence RoiAlign Round ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Softplus Softsign SpaceToDepth
        Sqrt Sub Sum Tan Tanh ThresholdedRelu Tile Transpose Where Xor
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <exception cref="GraphException">A node cannot be written in the new set; the message names it. The graph is then unusable.</exception>
    public override int Apply(Graph graph)
    {
        var version = graph.Opsets.TryGetValue(string.Empty, out var stated) ? stated : 1;
        if (version >= Target)
        {
            return 0;
        }

        if (version < Oldest)
        {
            throw new GraphException($"Graph '{graph.Name}' is of operator set {version}; sets before {Oldest} broadcast by other rules and cannot be lifted. Export the network anew.");
        }

        var changes = graph.Nodes.Where(node => node.Domain.Length == 0).ToArray().Count(node => Convert(node, version));
        graph.Opsets[string.Empty] = Target;
        return changes + 1;
    }

    private bool Convert(Node node, long version)
    {
        if (node.Attributes.Values.Any(attribute => attribute is GraphAttribute))
        {
            throw Refusal(node, version, "its sub-graphs would have to be lifted too");
        }

        switch (node.OpType)
        {
            case "BatchNormalization" when version < 9 && node.Int("spatial", 1) == 0:
                throw Refusal(node, version, "statistics an element are gone from the new set");
            case var known when Unchanged.Contains(known):
                return false;
            case "Squeeze" or "Unsqueeze" or "ReduceSum":
                return OpsetForms.IntsToInput(node, "axes", 1);
            case "Split":
                return OpsetForms.IntsToInput(node, "split", 1);
            case "Slice" when version < 10:
                return OpsetForms.Slice(node);
            case "Clip" when version < 11:
                return OpsetForms.Clip(node);
            case "Pad" when version < 11:
                return OpsetForms.Pad(node);
            case "TopK" when version < 10:
                return OpsetForms.TopK(node);
            case "Dropout" when version < 12:
                return OpsetForms.Dropout(node);
            case "Upsample" or "Resize" when version < 11:
                return OpsetForms.Resize(node);
            case "Slice" or "Clip" or "Pad" or "TopK" or "Dropout" or "Resize":
                return false;
            case "Softmax" or "LogSoftmax":
                return Softmax(node, version);
            default:
                throw Refusal(node, version, "Occam does not know how the operator changed");
        }
    }

    // Before 13 everything from the axis on was one row: the same as one axis where the others behind it have size 1.
    private bool Softmax(Node node, long version)
    {
        var shape = shapes.Dimensions(node.Input(0)) ?? throw Refusal(node, version, "the shape of its input is not known");
        var axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + shape.Length : axis;
        var wide = Enumerable.Range(0, shape.Length).Where(i => i >= axis && shape[i] != 1).ToArray();
        if (wide.Length > 1)
        {
            throw Refusal(node, version, $"it normalises over {wide.Length} axes at once");
        }

        node.Graph.SetAttribute(node, "axis", new IntAttribute(wide.Length == 1 ? wide[0] : axis));
        return true;
    }

    private static GraphException Refusal(Node node, long version, string reason) =>
        GraphException.At(node, $"cannot be lifted from operator set {version} to {Target}: {reason}. Export the network anew with set {Target} or later.");
}
