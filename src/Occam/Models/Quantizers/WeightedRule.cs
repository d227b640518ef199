using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>Which contractions are to be integer.</summary>
/// <param name="Excluded">Names of nodes, or of operators, that are to stay float.</param>
/// <param name="Depthwise">Which depthwise convolutions are to be integer.</param>
internal sealed record WeightedRule(IReadOnlySet<string> Excluded, DepthwisePrecision Depthwise)
{
    /// <summary>Why nodes are excluded, in words.</summary>
    public string ExclusionReason { get; init; } = "excluded by the options";

    /// <summary>Whether a node is to be integer for its own sake, whatever surrounds it.</summary>
    public bool IsSeed(Node node) =>
        node.Operator?.Quantization == QuantizationRole.Weighted && !(Depthwise == DepthwisePrecision.AsNeighbours && IsDepthwise(node));

    /// <summary>Why a node is excluded, or null.</summary>
    public string? Exclusion(Node node) => Excluded.Contains(node.Name) || Excluded.Contains(node.OpType) ? ExclusionReason : null;

    /// <summary>Why a contraction stays float, or null where it is to be integer.</summary>
    public string? Obstacle(Node node, IntegerBackend backend)
    {
        if (node.Domain.Length > 0 || !backend.IntegerKernels.Contains(node.OpType))
        {
            return $"{backend.Name} has no integer kernel for {node.OpType}";
        }

        if (Exclusion(node) is { } excluded)
        {
            return excluded;
        }

        if (node.Input(0).IsConstant || node.Input(1).Constant is not { } weight)
        {
            return "its weight is computed, not constant";
        }

        if (weight is not { HasTensor: true, ElementType: ElementType.Float } || weight.Count == 0)
        {
            return $"its weight is of type {weight.ElementType}; only float32 is quantized";
        }

        return node.OpType switch
        {
            "Conv" => ConvObstacle(node, weight),
            "Gemm" => GemmObstacle(node, weight),
            _ => weight.Dimensions.Count == 2 ? null : $"its weight has {weight.Dimensions.Count} axes; 2 are fused",
        };
    }

    private string? ConvObstacle(Node node, Constant weight)
    {
        if (!IsFloatBias(node, weight.Dimensions[0]))
        {
            return "its bias is computed, not constant";
        }

        return Depthwise == DepthwisePrecision.Float && IsDepthwise(node) ? "depthwise, float by the options" : null;
    }

    private static bool IsDepthwise(Node node) =>
        node.OpType == "Conv" && node.Int("group", 1) > 1 && node.Input(1).Constant is { } weight && weight.Dimensions[1] == 1;

    private static string? GemmObstacle(Node node, Constant weight)
    {
        if (node.Int("transA", 0) != 0)
        {
            return "its input is transposed";
        }

        return IsFloatBias(node, weight.Dimensions[node.Int("transB", 0) != 0 ? 0 : 1]) ? null : "its bias is not a constant of one number an output";
    }

    private static bool IsFloatBias(Node node, long channels) =>
        node.OptionalInput(2) is not { } bias
        || (bias.Constant is { HasTensor: true, ElementType: ElementType.Float } constant && (constant.Count == 1 || (constant.Count == channels && constant.Dimensions[^1] == channels)));
}
