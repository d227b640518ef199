using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>A matrix of the input's shape with ones on diagonal <c>k</c> (default 0) and zeros elsewhere.</summary>
public sealed class EyeLike : Operator
{
    private static readonly Scalar One = 1L;

    /// <inheritdoc/>
    public override string Name => "EyeLike";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.ShapeOnly;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var k = node.Int("k", 0);
        var stated = node.Int("dtype", 0);
        ScalarType? type = stated == 0 ? null
            : ((ElementType)stated).ToScalarType() ?? throw GraphException.At(node, $"TorchSharp has no tensors of dtype {(ElementType)stated}.");
        return Kernels.Unary(x =>
        {
            if (x.dim() != 2)
            {
                throw GraphException.At(node, $"the input has {x.dim()} dimensions; a matrix is wanted.");
            }

            OutputLimit.Check(node, x.shape);
            using Scalar shift = k;
            using Scalar height = x.size(0);
            using Scalar width = x.size(1);
            var rows = arange(height, ScalarType.Int64, x.device).unsqueeze(1).add(shift, One);
            return rows.eq(arange(width, ScalarType.Int64, x.device)).to(type ?? x.dtype);
        });
    }
}
