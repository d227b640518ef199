using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// The average of each window over [N, C, ...]; padding counts only with <c>count_include_pad</c>, and what <c>ceil_mode</c> adds
/// behind it never does.
/// </summary>
public sealed class AveragePool : Operator
{
    /// <inheritdoc/>
    public override string Name => "AveragePool";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var attributes = WindowAttributes.Read(node);
        var kernel = Pooling.ReadKernel(node);
        var ceil = node.Int("ceil_mode", 0) != 0;
        var includePad = node.Int("count_include_pad", 0) != 0;
        return Kernels.Unary(x =>
        {
            var pooling = Pooling.Resolve(node, attributes, kernel, ceil, x);
            return pooling.IsNative && !pooling.IsDilated
                ? Native(x, kernel, pooling.Window, ceil, includePad)
                : General(x, pooling, includePad);
        });
    }

    private static Tensor Native(Tensor x, long[] kernel, Window window, bool ceil, bool includePad) => kernel.Length switch
    {
        1 => nn.functional.avg_pool1d(x, kernel[0], window.Strides[0], window.Begins[0], ceil, includePad),
        2 => nn.functional.avg_pool2d(x, kernel, window.Strides, window.Begins, ceil, includePad),
        _ => nn.functional.avg_pool3d(x, kernel, window.Strides, window.Begins, ceil, includePad),
    };

    private static Tensor General(Tensor x, Pooling pooling, bool includePad)
    {
        var y = pooling.Sum(x);
        foreach (var (axis, counts) in pooling.Counts(x.shape.AsSpan(2), includePad).Index())
        {
            var shape = new long[x.dim()];
            Array.Fill(shape, 1);
            shape[axis + 2] = counts.Length;
            y = y / tensor(counts, x.dtype, x.device).reshape(shape);
        }

        return y;
    }

    /// <summary>One channel of one instance is pooled: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node) => Kernels.OneChannel(Bind(node));
}
