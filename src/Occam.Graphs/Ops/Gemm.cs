using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>alpha * A' B' + beta * C on matrices, where ' is an optional transposition.</summary>
public sealed class Gemm : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Gemm";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Contraction;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Weighted;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (alpha, beta) = (node.Float("alpha", 1), node.Float("beta", 1));
        var (transA, transB) = (node.Int("transA", 0) != 0, node.Int("transB", 0) != 0);
        Scalar? scaleA = alpha == 1 ? null : (Scalar)alpha;
        Scalar? scaleC = beta == 1 ? null : (Scalar)beta;
        return (inputs, _) =>
        {
            var a = transA ? inputs[0]!.t() : inputs[0]!;
            var (b, c) = (inputs[1]!, inputs.Length > 2 ? inputs[2] : null);
            if (scaleA is null && scaleC is null && c is null or { shape.Length: 1 })
            {
                return [nn.functional.linear(a, transB ? b : b.t(), c)];
            }

            var product = MatrixProduct.Of(a, transB ? b.t() : b);
            product = scaleA is null ? product : product.mul(scaleA);
            return [c is null ? product : product.add(scaleC is null ? c : c.mul(scaleC), One)];
        };
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes)
    {
        var a = shapes.Dimensions(node.Input(0));
        return a is null ? 0 : shapes.Count(node.Outputs[0]!) * a[node.Int("transA", 0) != 0 ? 0 : 1];
    }
}
