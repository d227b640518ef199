using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// MobileNetV3 (Howard et al. 2019, "Searching for MobileNetV3", tables 1 and 2): MobileNetV2's blocks with hard-swish, squeeze and excitation and a head behind
/// the pooling. Layers, order, BatchNorm's epsilon (0.001) and drawn weights are those of torchvision.
/// </summary>
public static class MobileNetV3
{
    private const int StemChannels = 16;
    private const int HeadExpansion = 6;
    private const int SqueezeRatio = 4;
    private const int Divisor = 8;
    private const float Momentum = 0.99f;
    private const float Epsilon = 1e-3f;
    private const double LinearDeviation = 0.01;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(MobileNetV3Options options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("mobilenet_v3", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = Active(builder, Normalised(builder, x, "stem", Width(options, StemChannels), 3, options.StemStride), "stem", hardSwish: true);
        foreach (var (i, row) in options.Blocks.Index())
        {
            x = Block(builder, x, $"block{i}", row, Width(options, row.Inner), Width(options, row.Channels));
        }

        x = Active(builder, Normalised(builder, x, "head", builder.ShapeOf(x)[1] * HeadExpansion, 1, 1), "head", hardSwish: true);
        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        x = Active(builder, builder.Linear(x, "hidden", Width(options, options.Hidden), deviation: LinearDeviation), "hidden", hardSwish: true);
        x = options.Dropout > 0 ? builder.Dropout(x, "dropout", options.Dropout) : x;
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes, deviation: LinearDeviation)));
    }

    private static int Width(MobileNetV3Options options, int channels) => RoundedWidth.Of(channels * options.WidthMultiplier, Divisor);

    private static Value Block(GraphBuilder builder, Value x, string name, MobileNetV3Block row, int inner, int width)
    {
        var inputs = builder.ShapeOf(x)[1];
        var y = inner == inputs ? x : Active(builder, Normalised(builder, x, $"{name}.expand", inner, 1, 1), $"{name}.expand", row.HardSwish);
        y = Active(builder, Normalised(builder, y, $"{name}.depthwise", inner, row.Kernel, row.Stride, inner), $"{name}.depthwise", row.HardSwish);
        y = row.Squeeze ? Gated(builder, y, $"{name}.squeeze", RoundedWidth.Of(inner / SqueezeRatio, Divisor)) : y;
        y = Normalised(builder, y, $"{name}.project", width, 1, 1);
        return row.Stride == 1 && inputs == width ? builder.Add(x, y, $"{name}.add") : y;
    }

    private static Value Gated(GraphBuilder builder, Value x, string name, int squeezed)
    {
        var y = builder.GlobalAveragePool(x, $"{name}.pool");
        y = builder.Relu(builder.Conv(y, $"{name}.reduce", squeezed, 1, bias: true), $"{name}.relu");
        y = builder.HardSigmoid(builder.Conv(y, $"{name}.expand", builder.ShapeOf(x)[1], 1, bias: true), $"{name}.gate");
        return builder.Multiply(x, y, name);
    }

    private static Value Active(GraphBuilder builder, Value x, string name, bool hardSwish) =>
        hardSwish ? builder.HardSwish(x, $"{name}.hardswish") : builder.Relu(x, $"{name}.relu");

    // torchvision's fan-out takes no account of the groups (PyTorch's weight is [out, in / groups, k, k], and fan-out is out * k * k).
    private static Value Normalised(GraphBuilder builder, Value x, string name, long width, int kernel, int stride, long groups = 1) =>
        builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups, deviation: Math.Sqrt(2.0 / (width * kernel * kernel))), $"{name}.norm", Momentum, Epsilon);
}
