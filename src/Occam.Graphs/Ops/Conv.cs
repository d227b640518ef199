using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Convolution over 1, 2 or 3 spatial axes: x [N, C, ...], weight [O, C / group, ...], bias [O].</summary>
public sealed class Conv : Operator
{
    /// <inheritdoc/>
    public override string Name => "Conv";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Convolution;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Weighted;

    /// <inheritdoc/>
    public override IReadOnlyList<int> ParameterInputs => [1, 2];

    /// <inheritdoc/>
    internal override bool ReadsOutputInBackward => false;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Bind(node, node.Int("group", 1));

    private static Kernel Bind(Node node, long group)
    {
        var window = WindowAttributes.Read(node);
        return (inputs, _) =>
        {
            var (x, weight, bias) = (inputs[0]!, inputs[1]!, inputs.Length > 2 ? inputs[2] : null);
            var w = window.Resolve(x, weight.shape.AsSpan(2));
            x = w.PadAsymmetric(x);
            return [w.Strides.Length switch
            {
                1 => nn.functional.conv1d(x, weight, bias, w.Strides[0], w.Padding[0], w.Dilations[0], group),
                2 => nn.functional.conv2d(x, weight, bias, w.Strides, w.Padding, w.Dilations, group),
                3 => nn.functional.conv3d(x, weight, bias, w.Strides, w.Padding, w.Dilations, group),
                var rank => throw GraphException.At(node, $"convolves over {rank} spatial axes; 1 to 3 are supported."),
            }];
        };
    }

    /// <summary>One channel of one instance is convolved: the others have the same sizes.</summary>
    internal override Kernel BindShapes(Node node)
    {
        var (kernel, group) = (Bind(node), node.Int("group", 1));
        var single = Bind(node, 1);
        return (inputs, context) =>
        {
            var (x, weight) = (inputs[0]!, inputs[1]!);
            if (x.numel() == 0 || weight.dim() != x.dim() || x.dim() < 3 || x.size(1) != weight.size(1) * group || weight.size(0) % group != 0)
            {
                return kernel(inputs, context);
            }

            var y = single([x.narrow(0, 0, 1).narrow(1, 0, 1), weight.narrow(0, 0, 1).narrow(1, 0, 1)], context)[0];
            return [y.expand([x.size(0), weight.size(0), .. y.shape[2..]])];
        };
    }

    /// <inheritdoc/>
    public override long Macs(Node node, ShapeTable shapes)
    {
        var weight = shapes.Dimensions(node.Input(1));
        return weight is null ? 0 : shapes.Count(node.Outputs[0]!) * weight[1..].Product();
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing) => NarrowGroups(node, narrowing);

    /// <summary>A depthwise convolution has as many groups as input channels.</summary>
    internal static void NarrowGroups(Node node, Narrowing narrowing)
    {
        var input = node.Input(0);
        if (node.Int("group", 1) is > 1 and var groups && groups == narrowing.OldSizes(input)[1])
        {
            node.Graph.SetAttribute(node, "group", new IntAttribute(narrowing.NewSizes(input)[1]));
        }
    }
}
