namespace Occam.Graphs.Channels;

/// <summary>The constant that can take up what is added to a layer's output.</summary>
/// <param name="Node">The node that reads it.</param>
/// <param name="Index">Which of the node's inputs; it may still be absent.</param>
/// <param name="Factor">What a shift of the layer's output is multiplied by before it is added to the constant.</param>
/// <param name="Rank">The rank of the layer's output.</param>
/// <param name="WhyNot">Why there is none; null where there is.</param>
internal sealed record BiasTarget(Node Node, int Index, double Factor, int Rank, string? WhyNot)
{
    private const int BatchNormMean = 3;

    /// <summary>Finds it: the mean of a BatchNorm behind the layer, the layer's own bias, or an addition behind it.</summary>
    public static BiasTarget Of(ReadingLayer layer)
    {
        var node = layer.Node;
        var convolution = node.Operator!.Axes is ConvolutionRule;
        var rank = convolution ? node.Input(1).Constant!.Dimensions.Count : 2;
        var behind = node.Outputs[0]!.Uses is [var only] && !node.Graph.IsOutput(node.Outputs[0]!) ? only : (Use?)null;
        if (convolution && behind is { Index: 0 } norm && norm.Node.OpType == "BatchNormalization" && IsOwn(norm.Node.OptionalInput(BatchNormMean)))
        {
            return new(norm.Node, BatchNormMean, -1, rank, null);
        }

        if (node.OpType == "MatMul")
        {
            var columns = node.Input(1).Constant!.Dimensions[1];
            return behind is { } use && use.Node.OpType == "Add" && use.Node.OptionalInput(1 - use.Index) is { } added && IsOwn(added) && added.Constant!.Dimensions is [.., var last] && last == columns
                ? new(use.Node, 1 - use.Index, 1, layer.Axis + 1, null)
                : new(node, 0, 1, layer.Axis + 1, "has no bias");
        }

        var bias = node.OptionalInput(2);
        var beta = node.OpType == "Gemm" ? node.Float("beta", 1) : 1;
        var outputs = layer.Outputs();
        var why = bias is not null && (!IsOwn(bias) || bias.Constant!.Dimensions is not [.., var count] || count != outputs || beta == 0) ? "its bias is not its own" : null;
        return new(node, 2, 1 / beta, rank, why);
    }

    private static bool IsOwn(Value? value) => value is { Constant.HasTensor: true } && value.Uses.Count == 1;
}
