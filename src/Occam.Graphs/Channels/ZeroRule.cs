namespace Occam.Graphs.Channels;

/// <summary>
/// Whether a channel is zero where what it is made from is: a sigmoid of zero is not. Contractions with constant weights do not mind, because the weights that read it leave with it; a sum over channels, or a
/// product of two activations, is another without it.
/// </summary>
internal static class ZeroRule
{
    private static readonly string[] NotZeroAtZero = ["Sigmoid", "HardSigmoid", "Exp", "Softplus", "Cos", "Cosh", "Acos", "Not", "Equal", "LessOrEqual", "GreaterOrEqual"];

    /// <summary>Why a node's outputs are not zero where its channels' weights are; null where they are.</summary>
    public static string? WhyNotZero(Node node, ChannelTrace trace)
    {
        var given = node.Inputs.OfType<Value>().Where(value => !value.IsConstant && !trace.Of(value).IsEmpty).ToArray();
        switch (node.Operator?.Axes)
        {
            case ElementwiseRule when IsNotZeroAtZero(node) || (node.OpType is "Add" or "Sub" or "Max" or "Min" or "Where" && node.Inputs.OfType<Value>().Any(value => value is { IsConstant: true, Constant.HasTensor: true } && !WeightAxis.IsBoundShift(value))):
                return $"'{node.Name}' ({node.OpType}) gives something other than zero for a channel of zeros, and it is summed or multiplied behind";
            case ElementwiseRule when node.OpType == "Mul":
                return Array.TrueForAll(given, value => trace.WhyNotZero(value) is not null) ? given.Select(trace.WhyNotZero).FirstOrDefault() : null;
            case ElementwiseRule when node.OpType == "Div":
                return trace.WhyNotZero(node.Input(0));
            case ElementwiseRule or DataMovementRule or SpatialRule or ReductionRule or NormalisationRule or GroupNormalisationRule or AlongAxisRule:
                return given.Select(trace.WhyNotZero).FirstOrDefault(reason => reason is not null);
            default:
                return null;
        }
    }

    private static bool IsNotZeroAtZero(Node node) =>
        NotZeroAtZero.Contains(node.OpType) || (node.OpType == "Clip" && (Bound(node, 1, "min") > 0 || Bound(node, 2, "max") < 0));

    private static double Bound(Node node, int index, string name) => node.OptionalInput(index)?.Constant is { HasTensor: true, Count: 1 } constant
        ? constant.Tensor.to(TorchSharp.torch.ScalarType.Float64).item<double>()
        : node.Float(name, 0);
}
