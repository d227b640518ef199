using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Ops;

/// <summary>The matrix product over the last two axes, the others broadcast (NumPy's matmul).</summary>
public sealed class MatMul : Operator
{
    /// <inheritdoc/>
    public override string Name => "MatMul";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Contraction;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Weighted;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [0, 1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Binary(MatrixProduct.Of);

    /// <summary>One row by one column is multiplied: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node) => (inputs, _) =>
    {
        var (a, b) = (inputs[0]!, inputs[1]!);
        if (a.dim() < 2 || b.dim() < 2 || a.size(-1) != b.size(-2) || a.numel() == 0 || b.numel() == 0)
        {
            return [MatrixProduct.Of(a, b)];
        }

        // The batch axes are broadcast by the kernel itself.
        var y = MatrixProduct.Of(a.narrow(-1, 0, 1).narrow(-2, 0, 1), b.narrow(-2, 0, 1).narrow(-1, 0, 1));
        return [y.expand([.. y.shape[..^2], a.size(-2), b.size(-1)])];
    };

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes)
    {
        var a = shapes.Dimensions(node.Input(0));
        return a is null ? 0 : shapes.Count(node.Outputs[0]!) * a[^1];
    }
}
