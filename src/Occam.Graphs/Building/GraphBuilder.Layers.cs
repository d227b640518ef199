using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Building;

/// <content>The usual layers.</content>
public sealed partial class GraphBuilder
{
    /// <summary>
    /// A convolution over the two image axes, weights drawn from N(0, 2 / fan_out) with fan_out = channels * kernel * kernel / groups, as
    /// torchvision's ResNet (He et al. 2015, "Delving deep into rectifiers", eq. 14).
    /// </summary>
    /// <param name="x">The input [N, C, H, W].</param>
    /// <param name="name">The node's name.</param>
    /// <param name="channels">Output channels, at least 1.</param>
    /// <param name="kernel">The window's height and width, at least 1.</param>
    /// <param name="stride">The stride, at least 1. Default 1.</param>
    /// <param name="padding">Zeros added on each side; default half the kernel, so that stride 1 keeps the size of odd kernels.</param>
    /// <param name="groups">Groups; has to divide C and <paramref name="channels"/>. Default 1.</param>
    /// <param name="bias">Whether a bias (zeros) is added. Default no: a BatchNorm follows.</param>
    /// <param name="deviation">The standard deviation of the drawn weights, where it is to be another.</param>
    /// <param name="dilation">The distance of neighbouring elements of the window, at least 1. Default 1.</param>
    public Value Conv(Value x, string name, long channels, long kernel, long stride = 1, long? padding = null, long groups = 1, bool bias = false, double? deviation = null, long dilation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        var shape = Sizes(x);
        if (shape.Length != 4 || shape[1] % groups != 0 || channels % groups != 0)
        {
            throw new GraphException($"Conv '{name}': wants [N, C, H, W] with C and {channels} divisible by {groups} groups, but '{x.Name}' is [{string.Join(", ", shape)}].");
        }

        var pad = padding ?? dilation * (kernel / 2);
        var weight = Draw($"{name}.weight", deviation ?? Math.Sqrt(2.0 * groups / (channels * kernel * kernel)), [channels, shape[1] / groups, kernel, kernel]);
        return Apply(
            "Conv",
            name,
            bias ? [x, weight, Fill($"{name}.bias", channels, one: false)] : [x, weight],
            new("dilations", new IntsAttribute([dilation, dilation])),
            new("group", new IntAttribute(groups)),
            new("kernel_shape", new IntsAttribute([kernel, kernel])),
            new("pads", new IntsAttribute([pad, pad, pad, pad])),
            new("strides", new IntsAttribute([stride, stride])));
    }

    /// <summary>Batch normalisation over channels (axis 1), scale 1 and shift 0 at first.</summary>
    /// <param name="x">The input [N, C, ...].</param>
    /// <param name="name">The node's name.</param>
    /// <param name="momentum">How much of the running statistics a training step keeps, from 0 to 1. Default 0.9.</param>
    /// <param name="epsilon">Added to the variance. Default 1e-5.</param>
    public Value BatchNorm(Value x, string name, float momentum = 0.9f, float epsilon = 1e-5f)
    {
        var channels = Sizes(x)[1];
        return Apply(
            "BatchNormalization",
            name,
            [x, Fill($"{name}.weight", channels, one: true), Fill($"{name}.bias", channels, one: false), Fill($"{name}.running_mean", channels, one: false), Fill($"{name}.running_var", channels, one: true)],
            new("epsilon", new FloatAttribute(epsilon)),
            new("momentum", new FloatAttribute(momentum)));
    }

    /// <summary>The mean over all places of each channel: [N, C, H, W] to [N, C, 1, 1].</summary>
    public Value GlobalAveragePool(Value x, string name) => Apply("GlobalAveragePool", name, [x]);

    /// <summary>The largest value in each window.</summary>
    public Value MaxPool(Value x, string name, long kernel, long stride, long padding = 0) => Pool("MaxPool", x, name, kernel, stride, padding);

    /// <summary>The mean of each window, padding not counted.</summary>
    public Value AveragePool(Value x, string name, long kernel, long stride, long padding = 0) => Pool("AveragePool", x, name, kernel, stride, padding);

    /// <summary>Everything behind the batch axis in one: [N, ...] to [N, features].</summary>
    public Value Flatten(Value x, string name) => Apply("Flatten", name, [x], new KeyValuePair<string, AttributeValue>("axis", new IntAttribute(1)));

    /// <summary>A fully connected layer (Gemm, weight [features, C]), drawn from U(-1/sqrt(C), 1/sqrt(C)) as PyTorch's Linear.</summary>
    /// <param name="x">The input [N, C].</param>
    /// <param name="name">The node's name.</param>
    /// <param name="features">Output features, at least 1.</param>
    /// <param name="bias">Whether a bias is added. Default yes.</param>
    /// <param name="deviation">Draws the weights from N(0, deviation) instead, and the bias is zero.</param>
    public Value Linear(Value x, string name, long features, bool bias = true, double? deviation = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        var shape = Sizes(x);
        if (shape.Length != 2)
        {
            throw new GraphException($"Linear '{name}': wants [N, C], but '{x.Name}' is [{string.Join(", ", shape)}]; flatten it first.");
        }

        var bound = 1 / Math.Sqrt(shape[1]);
        var weight = deviation is { } given ? Draw($"{name}.weight", given, [features, shape[1]]) : DrawUniform($"{name}.weight", bound, [features, shape[1]]);
        var shift = !bias ? null : deviation is null ? DrawUniform($"{name}.bias", bound, [features]) : Fill($"{name}.bias", features, one: false);
        return Apply(
            "Gemm",
            name,
            shift is null ? [x, weight] : [x, weight, shift],
            new("alpha", new FloatAttribute(1)),
            new("beta", new FloatAttribute(1)),
            new("transB", new IntAttribute(1)));
    }

    private Value Pool(string opType, Value x, string name, long kernel, long stride, long padding) => Apply(
        opType,
        name,
        [x],
        new("kernel_shape", new IntsAttribute([kernel, kernel])),
        new("pads", new IntsAttribute([padding, padding, padding, padding])),
        new("strides", new IntsAttribute([stride, stride])));

    private Value Draw(string name, double deviation, long[] shape)
    {
        using var scope = NewDisposeScope();
        return Constant(name, empty(shape).normal_(0, deviation, _generator));
    }

    private Value DrawUniform(string name, double bound, long[] shape)
    {
        using var scope = NewDisposeScope();
        return Constant(name, empty(shape).uniform_(-bound, bound, _generator));
    }

    private Value Fill(string name, long channels, bool one)
    {
        using var scope = NewDisposeScope();
        return Constant(name, one ? ones(channels) : zeros(channels));
    }
}
