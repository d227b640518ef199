using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The largest element of each window over [N, C, ...]; padding never wins. Its indices are optional.</summary>
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
        var attributes = WindowAttributes.Read(node);
        var kernel = Pooling.ReadKernel(node);
        var ceil = node.Int("ceil_mode", 0) != 0;
        var wantsIndices = node.Outputs.Count > 1 && node.Outputs[1] is not null;
        var columnMajor = node.Int("storage_order", 0) != 0;
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var pooling = Pooling.Resolve(node, attributes, kernel, ceil, x);
            var begins = pooling.IsNative ? new long[kernel.Length] : pooling.Window.Begins;
            var padding = pooling.IsNative ? pooling.Window.Begins : new long[kernel.Length];
            var padded = pooling.IsNative ? x : pooling.Pad(x, Lowest(x.dtype));
            if (!wantsIndices)
            {
                return [Pool(padded, kernel, pooling.Window, padding, ceil && pooling.IsNative)];
            }

            var (values, indices) = PoolWithIndices(padded, kernel, pooling.Window, padding, ceil && pooling.IsNative);
            return [values, PoolIndices.Convert(indices, padded.shape.AsSpan(2), begins, x.shape, columnMajor)];
        };
    }

    private static Tensor Pool(Tensor x, long[] kernel, Window window, long[] padding, bool ceil) => kernel.Length switch
    {
        1 => nn.functional.max_pool1d(x, kernel[0], window.Strides[0], padding[0], window.Dilations[0], ceil),
        2 => nn.functional.max_pool2d(x, kernel, window.Strides, padding, window.Dilations, ceil),
        _ => nn.functional.max_pool3d(x, kernel, window.Strides, padding, window.Dilations, ceil),
    };

    private static (Tensor Values, Tensor Indices) PoolWithIndices(Tensor x, long[] kernel, Window window, long[] padding, bool ceil) => kernel.Length switch
    {
        1 => nn.functional.max_pool1d_with_indices(x, kernel[0], window.Strides[0], padding[0], window.Dilations[0], ceil),
        2 => nn.functional.max_pool2d_with_indices(x, kernel, window.Strides, padding, window.Dilations, ceil),
        _ => nn.functional.max_pool3d_with_indices(x, kernel, window.Strides, padding, window.Dilations, ceil),
    };

    private static double Lowest(ScalarType type) => type switch
    {
        ScalarType.Byte => 0,
        ScalarType.Int8 => sbyte.MinValue,
        _ => double.NegativeInfinity,
    };

    /// <summary>One channel of one instance is pooled: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node) => Kernels.OneChannel(Bind(node));
}
