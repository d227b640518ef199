using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>ONNX's Shape: the sizes of a tensor, or from opset 15 on those from <c>start</c> to <c>end</c>, as int64 on the CPU.</summary>
public sealed class ShapeOf : Operator
{
    /// <inheritdoc/>
    public override string Name => "Shape";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.ShapeOnly;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (start, end) = (node.Int("start", 0), node.Int("end", long.MaxValue));
        return Kernels.Unary(x =>
        {
            var shape = x.shape;
            var from = Clamp(start, shape.Length);
            var to = Math.Max(from, Clamp(end, shape.Length));
            return tensor(shape[from..to], ScalarType.Int64);
        });
    }

    private static int Clamp(long bound, int rank) => (int)Math.Clamp(bound < 0 ? bound + rank : bound, 0, rank);
}
