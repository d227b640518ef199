using Occam.Graphs.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Multiplies alpha and beta of a Gemm into its constants and states alpha = 1, beta = 1 explicitly: ONNX Runtime fuses a quantized
/// Gemm only where the attributes are there. A Gemm whose constants cannot be rewritten keeps what it has.
/// </summary>
public sealed class ExplicitGemmPass : GraphPass
{
    private static readonly FloatAttribute One = new(1);

    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var changes = 0;
        foreach (var node in graph.Nodes.Where(node => node is { Domain: "", OpType: "Gemm" }).ToArray())
        {
            var (alpha, beta) = (node.Float("alpha", 1), node.Float("beta", 1));
            var weightIsFixed = alpha != 1 && !IsFloat(node.Input(1));
            var biasIsFixed = beta != 1 && node.OptionalInput(2) is { } bias && !IsFloat(bias);
            if (weightIsFixed || biasIsFixed || (node.Attributes.ContainsKey("alpha") && node.Attributes.ContainsKey("beta") && alpha == 1 && beta == 1))
            {
                continue;
            }

            Scale(node, 1, alpha);
            Scale(node, 2, beta);
            graph.SetAttribute(node, "alpha", One);
            graph.SetAttribute(node, "beta", One);
            changes++;
        }

        return changes;
    }

    private static bool IsFloat(Value value) => value.Constant is { HasTensor: true } constant && constant.ElementType.IsFloatingPoint();

    private static void Scale(Node node, int index, float factor)
    {
        if (factor == 1 || node.OptionalInput(index) is not { } value)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Scalar scalar = factor;
        var scaled = new Constant(value.Constant!.Tensor.detach().mul(scalar));
        if (value.Uses.Count == 1)
        {
            node.Graph.SetConstant(value, scaled);
        }
        else
        {
            node.Graph.SetInput(node, index, node.Graph.AddConstant(node.Graph.UnusedName(value.Name), scaled));
        }
    }
}
