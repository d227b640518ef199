using Occam.Graphs.Ops;

namespace Occam.Graphs.Channels;

/// <summary>What an axis of a constant is to the layers that read it.</summary>
internal static class WeightAxis
{
    /// <summary>Whether removing a channel zeroes a constant: what multiplies or shifts it, never a variance or divisor.</summary>
    public static bool IsWeight(Value constant) => IsShift(constant) || constant.Uses.Any(use =>
        use.Node.Operator is { } op && op.ParameterInputs.Contains(use.Index)
        && (op.Quantization == QuantizationRole.Weighted || op.Axes is ConvolutionRule or ContractionRule or ChannelParametersRule or RecurrentRule or EinsumRule));

    /// <summary>Whether an axis carries what a channel is made from: a layer's output axis, a depthwise filter, BatchNorm's scale.</summary>
    public static bool CarriesSignal(Value constant, int axis) => constant.Uses.Any(use => use.Node.Operator?.Axes switch
    {
        ConvolutionRule or ContractionRule => use.Index == 1 && axis != Contracted(use.Node),
        ChannelParametersRule => use.Index == 1,
        _ => false,
    });

    /// <summary>Whether an axis is the one that a layer contracts.</summary>
    public static bool IsContracted(Value constant, int axis) =>
        constant.Uses.Any(use => use.Index == 1 && use.Node.Operator?.Axes is ConvolutionRule or ContractionRule && axis == Contracted(use.Node));

    /// <summary>The axis of a node's weight (its second input, a constant) that is contracted with the input's channels; -1 where it keeps channels apart.</summary>
    public static int Contracted(Node node)
    {
        var weight = node.Input(1).Constant!.Dimensions;
        var groups = node.Int("group", 1);
        return node.OpType switch
        {
            "Conv" => groups > 1 && weight[1] == 1 ? -1 : 1,
            "ConvTranspose" => groups > 1 && weight[0] == groups ? -1 : 0,
            "Gemm" => node.Int("transB", 0) != 0 ? 1 : 0,
            _ => weight.Count < 2 ? 0 : weight.Count - 2,
        };
    }

    /// <summary>Whether a constant is only added and is no number for all channels alike, so that it is zeroed with its channels.</summary>
    public static bool IsBoundShift(Value constant) => IsShift(constant) && constant.Constant!.Count > 1;

    // What is only added: the bias behind a MatMul.
    private static bool IsShift(Value constant) => constant.Uses.All(use => use.Node.OpType is "Add" or "Sub") && constant.Constant!.ElementType.IsFloatingPoint();
}
