using Occam.Graphs;
using Occam.Graphs.Ops;

namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>Decides which products get weights of few bits.</summary>
/// <param name="excluded">Names of nodes, or of operators, that stay float.</param>
internal sealed class WeightOnlySites(IReadOnlySet<string> excluded)
{
    /// <summary>The nodes that have weights: products and convolutions.</summary>
    public static IEnumerable<Node> Weighted(Graph graph) => graph.Nodes.Where(node => node.Domain.Length == 0 && node.Operator?.Quantization == QuantizationRole.Weighted);

    /// <summary>Why a node stays float, or null.</summary>
    public string? Obstacle(Node node)
    {
        if (excluded.Contains(node.Name) || excluded.Contains(node.OpType))
        {
            return "excluded by the options";
        }

        if (node.OpType is not ("MatMul" or "Gemm"))
        {
            return "ONNX Runtime has weights of few bits in MatMul and Gemm only";
        }

        if (node.Input(0).IsConstant || node.Input(1).Constant is not { } weight)
        {
            return "its weight is computed, or is not the second factor";
        }

        if (weight is not { HasTensor: true, ElementType: ElementType.Float } || weight.Count == 0 || weight.Dimensions.Count != 2)
        {
            return $"its weight is {weight.ElementType} of {weight.Dimensions.Count} axes; only float32 matrices are quantized";
        }

        if (node.Input(1).Uses.FirstOrDefault(use => use.Index != 1 || use.Node.OpType != node.OpType || use.Node.Int("transB", 0) != node.Int("transB", 0)) is { Node: { } reader })
        {
            return $"its weight is also read by {reader}";
        }

        return node.OpType == "Gemm" && (node.Int("transA", 0) != 0 || node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1)
            ? "its input is transposed, or alpha or beta cannot be multiplied into its constants"
            : null;
    }

    /// <summary>Whether a weight is [N, K], as the integers are stored; else [K, N].</summary>
    public static bool IsByOutputs(Node node) => node.Int("transB", 0) != 0;
}
