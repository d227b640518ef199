using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The largest element of each window over [N, C, ...]; padding never wins. The optional output of indices is not supported.</summary>
public sealed class MaxPool : Operator
{
    /// <inheritdoc/>
    public override string Name => "MaxPool";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        if (node.Outputs.Count > 1 && node.Outputs[1] is not null)
        {
            throw GraphException.At(node, $"its output of indices '{node.Outputs[1]}' is not supported.");
        }

        var attributes = WindowAttributes.Read(node);
        var kernel = Pooling.ReadKernel(node);
        var ceil = node.Int("ceil_mode", 0) != 0;
        return Kernels.Unary(x =>
        {
            var pooling = Pooling.Resolve(node, attributes, kernel, ceil, x);
            return pooling.IsNative
                ? Compute(x, kernel, pooling.Window, pooling.Window.Begins, ceil)
                : Compute(pooling.Pad(x, Lowest(x.dtype)), kernel, pooling.Window, new long[kernel.Length], ceil: false);
        });
    }

    private static Tensor Compute(Tensor x, long[] kernel, Window window, long[] padding, bool ceil) => kernel.Length switch
    {
        1 => nn.functional.max_pool1d(x, kernel[0], window.Strides[0], padding[0], window.Dilations[0], ceil),
        2 => nn.functional.max_pool2d(x, kernel, window.Strides, padding, window.Dilations, ceil),
        _ => nn.functional.max_pool3d(x, kernel, window.Strides, padding, window.Dilations, ceil),
    };

    private static double Lowest(ScalarType type) => type switch
    {
        ScalarType.Byte => 0,
        ScalarType.Int8 => sbyte.MinValue,
        _ => double.NegativeInfinity,
    };
}
