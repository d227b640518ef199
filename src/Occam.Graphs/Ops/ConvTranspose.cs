using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Transposed convolution over 1, 2 or 3 spatial axes: x [N, C, ...], weight [C, O / group, ...], bias [O].</summary>
public sealed class ConvTranspose : Operator
{
    /// <inheritdoc/>
    public override string Name => "ConvTranspose";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Convolution;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var attributes = WindowAttributes.Read(node);
        var group = node.Int("group", 1);
        var (outputPadding, outputShape) = (node.Ints("output_padding"), node.Ints("output_shape"));
        return (inputs, _) =>
        {
            var (x, weight, bias) = (inputs[0]!, inputs[1]!, inputs.Length > 2 ? inputs[2] : null);
            var kernel = weight.shape[2..];
            var strides = attributes.Strides ?? [.. kernel.Select(_ => 1L)];
            var dilations = attributes.Dilations ?? [.. kernel.Select(_ => 1L)];
            var window = TransposedWindow.Resolve(attributes, x.shape.AsSpan(2), kernel, strides, dilations, outputPadding, outputShape);
            OutputLimit.Check(node, [x.size(0), weight.size(1) * group, .. window.Outputs]);
            return [Compute(node, x, weight, bias, strides, dilations, group, window)];
        };
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes)
    {
        var weight = shapes.Dimensions(node.Input(1));
        return weight is null ? 0 : shapes.Count(node.Input(0)) * weight[1..].Product();
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing) => Conv.NarrowGroups(node, narrowing);

    private static Tensor Compute(Node node, Tensor x, Tensor weight, Tensor? bias, long[] strides, long[] dilations, long group, TransposedWindow window)
    {
        var rank = strides.Length;
        var (extra, ends) = (new long[rank], new long[rank]);
        var native = true;
        for (var i = 0; i < rank; i++)
        {
            // PyTorch cuts both sides alike and then adds output_padding, which has to stay below the stride or the dilation.
            ends[i] = window.Outputs[i] + window.Begins[i] - window.Reached[i];
            extra[i] = ends[i] + window.Begins[i];
            native &= window.Begins[i] >= 0 && extra[i] >= 0 && extra[i] < Math.Max(strides[i], dilations[i]);
        }

        if (native)
        {
            return Convolve(node, x, weight, bias, strides, window.Begins, extra, dilations, group);
        }

        var reached = Convolve(node, x, weight, null, strides, new long[rank], new long[rank], dilations, group);
        var y = new Window(strides, dilations, Array.ConvertAll(window.Begins, begin => -begin), ends).PadAll(reached);
        return bias is null ? y : y + bias.reshape([-1, .. strides.Select(_ => 1L)]);
    }

    private static Tensor Convolve(
        Node node, Tensor x, Tensor weight, Tensor? bias, long[] strides, long[] padding, long[] outputPadding, long[] dilations, long group) => strides.Length switch
        {
            1 => nn.functional.conv_transpose1d(x, weight, bias, strides[0], padding[0], outputPadding[0], dilations[0], group),
            2 => nn.functional.conv_transpose2d(x, weight, bias, strides, padding, outputPadding, dilations, group),
            3 => nn.functional.conv_transpose3d(x, weight, bias, strides, padding, outputPadding, dilations, group),
            var rank => throw GraphException.At(node, $"convolves over {rank} spatial axes; 1 to 3 are supported."),
        };
}
