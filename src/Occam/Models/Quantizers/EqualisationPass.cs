using Occam.Graphs;
using Occam.Graphs.Passes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>
/// Cross-layer equalisation (Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", ICCV 2019, equation 11):
/// for two convolutions with nothing, Relu, LeakyRelu or PRelu between them, channel i of the first is divided and what reads it multiplied by
/// s_i = sqrt(r1_i / r2_i), so that both have the same largest weight; repeated over chains. The network computes the same. Clip (Relu6) does not
/// commute with a scale and ends a chain.
/// </summary>
internal sealed class EqualisationPass : GraphPass
{
    private const int MaximumSweeps = 20;
    private const double Enough = 1e-3;
    private static readonly Scalar Zero = 0;

    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        using var guard = no_grad();
        var pairs = graph.Nodes.Where(IsPlain).Select(first => (First: first, Second: Follower(graph, first))).Where(pair => pair.Second is not null).ToArray();
        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var change = pairs.Select(pair => Equalise(graph, pair.First, pair.Second!)).DefaultIfEmpty(0).Max();
            if (change < Enough)
            {
                break;
            }
        }

        return pairs.Length;
    }

    private static bool IsPlain(Node node) =>
        node is { Domain: "", OpType: "Conv" }
        && IsOwn(node.Input(1)) && (node.OptionalInput(2) is not { } bias || (IsOwn(bias) && bias.Constant!.Count == node.Input(1).Constant!.Dimensions[0]));

    private static bool IsOwn(Value value) => value is { Constant: { HasTensor: true, ElementType: ElementType.Float }, Uses.Count: 1 };

    private static Node? Follower(Graph graph, Node first)
    {
        var value = first.Outputs[0]!;
        while (value.Uses is [{ Index: 0 } use] && !graph.IsOutput(value))
        {
            if (IsPlain(use.Node))
            {
                return use.Node;
            }

            if (use.Node is not { Domain: "", OpType: "Relu" or "LeakyRelu" or "PRelu" })
            {
                return null;
            }

            value = use.Node.Outputs[0]!;
        }

        return null;
    }

    // The largest change of a channel, as |log s|.
    private static double Equalise(Graph graph, Node first, Node second)
    {
        using var scope = NewDisposeScope();
        var (w1, w2) = (first.Input(1).Constant!.Tensor.detach(), second.Input(1).Constant!.Tensor.detach());
        var (channels, groups) = (w1.size(0), second.Int("group", 1));
        var perGroup = w2.size(1);

        // [groups, outputs a group, inputs a group, taps]: input channel i is [i / perGroup, :, i % perGroup].
        var split = w2.reshape(groups, w2.size(0) / groups, perGroup, -1);
        var (r1, r2) = (w1.reshape(channels, -1).abs().amax([1]), split.abs().amax([1, 3]).reshape(-1));
        var ratio = where(r1.gt(Zero).logical_and(r2.gt(Zero)), r1.div(r2).sqrt(), ones_like(r1));
        var s = where(ratio.isfinite().logical_and(ratio.gt(Zero)), ratio, ones_like(ratio));
        graph.SetConstant(first.Input(1), new Constant(w1.div(s.reshape([channels, .. Enumerable.Repeat(1L, w1.shape.Length - 1)]))));
        if (first.OptionalInput(2) is { } bias)
        {
            graph.SetConstant(bias, new Constant(bias.Constant!.Tensor.detach().div(s)));
        }

        graph.SetConstant(second.Input(1), new Constant(split.mul(s.reshape(groups, 1, perGroup, 1)).reshape(w2.shape)));
        return s.log().abs().max().item<float>();
    }
}
