using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Rewrites the constants of a Conv, ConvTranspose or Gemm so that each output channel is scaled and shifted: y' = scale * y + shift.
/// Computed in float64 and stored in the weight's own type; constants that other nodes read too are copied first.
/// </summary>
internal static class OutputChannels
{
    private static readonly Scalar One = 1;

    /// <summary>Whether the node's weight (and bias, where it has one) are constants that can be rewritten.</summary>
    public static bool CanRewrite(Node node) =>
        node is { Domain: "" or "ai.onnx", OpType: "Conv" or "ConvTranspose" or "Gemm" }
        && IsFloat(node.OptionalInput(1))
        && (node.OptionalInput(2) is null || IsFloat(node.OptionalInput(2)));

    /// <summary>The number of output channels.</summary>
    public static long Count(Node node)
    {
        var weight = node.Input(1).Constant!.Dimensions;
        return node.OpType switch
        {
            "Conv" => weight[0],
            "ConvTranspose" => weight[1] * node.Int("group", 1),
            _ => weight[node.Int("transB", 0) != 0 ? 0 : 1],
        };
    }

    /// <summary>Scales and shifts the output channels.</summary>
    /// <param name="node">A node for which <see cref="CanRewrite"/> holds.</param>
    /// <param name="scale">[O], float64.</param>
    /// <param name="shift">[O], float64.</param>
    public static void Apply(Node node, Tensor scale, Tensor shift)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var graph = node.Graph;
        var weight = node.Input(1);
        var data = weight.Constant!.Tensor.detach();
        var factor = PerChannel(node, data, scale);
        var scaled = factor.shape.Length == data.dim() ? data.to(ScalarType.Float64).mul(factor) : Grouped(node, data, factor);
        Set(node, 1, weight.Name, scaled.to(data.dtype).contiguous());

        var bias = node.OptionalInput(2);
        var shifted = bias is null ? shift : bias.Constant!.Tensor.detach().to(ScalarType.Float64).mul(Beta(node)).mul(scale).add(shift, One);
        Set(node, 2, bias?.Name ?? graph.UnusedName($"{weight.Name}.bias"), shifted.to(data.dtype).contiguous());
        if (node.Attributes.ContainsKey("beta"))
        {
            graph.SetAttribute(node, "beta", new Attributes.FloatAttribute(1)); // already in the bias
        }
    }

    private static bool IsFloat(Value? value) => value?.Constant is { HasTensor: true } constant && constant.ElementType.IsFloatingPoint();

    private static Scalar Beta(Node node) => node.OpType == "Gemm" ? node.Float("beta", 1) : One;

    // Conv [O, ...] on axis 0; Gemm on its row or column; ConvTranspose [C, O/g, ...]: see Grouped.
    private static Tensor PerChannel(Node node, Tensor weight, Tensor scale)
    {
        var shape = new long[weight.dim()];
        Array.Fill(shape, 1);
        switch (node.OpType)
        {
            case "Conv": shape[0] = -1; break;
            case "Gemm": shape[node.Int("transB", 0) != 0 ? 0 : 1] = -1; break;
            default: shape = [node.Int("group", 1), 1, weight.shape[1], .. shape.AsSpan(2)]; break;
        }

        return scale.reshape(shape);
    }

    private static Tensor Grouped(Node node, Tensor weight, Tensor factor)
    {
        var groups = node.Int("group", 1);
        var split = weight.to(ScalarType.Float64).reshape([groups, weight.shape[0] / groups, .. weight.shape.AsSpan(1)]);
        return split.mul(factor).reshape(weight.shape);
    }

    private static void Set(Node node, int index, string name, Tensor data)
    {
        var value = node.OptionalInput(index);
        if (value is { Uses.Count: 1 } && !node.Graph.IsOutput(value))
        {
            node.Graph.SetConstant(value, new Constant(data));
            return;
        }

        node.Graph.SetInput(node, index, node.Graph.AddConstant(node.Graph.UnusedName(name), new Constant(data)));
    }
}
