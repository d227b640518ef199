using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>The operations that an edge of a DARTS cell chooses from (Liu et al. 2019, section 3.1).</summary>
public static class DartsOperations
{
    /// <summary>The operation that gives nothing.</summary>
    public const string None = "none";

    /// <summary>All, in the order of the paper's code, which decides ties.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [None, "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    /// <summary>Adds an operation. All convolutions are ReLU, convolution, BatchNorm; separable ones twice.</summary>
    /// <param name="builder">The network.</param>
    /// <param name="x">The input [N, C, H, W]; with stride 2 of even height and width.</param>
    /// <param name="operation">One of <see cref="Names"/> but <see cref="None"/>.</param>
    /// <param name="name">Stands before the nodes' names.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="normalisePools">Whether pools are followed by BatchNorm, as while searching.</param>
    /// <returns>The output, of as many channels; the input itself for skip_connect with stride 1.</returns>
    internal static Value Add(GraphBuilder builder, Value x, string operation, string name, int stride, bool normalisePools)
    {
        var channels = builder.ShapeOf(x)[1];
        return operation switch
        {
            "max_pool_3x3" => Pooled(builder.MaxPool(x, $"{name}.pool", 3, stride, 1)),
            "avg_pool_3x3" => Pooled(builder.AveragePool(x, $"{name}.pool", 3, stride, 1)),
            "skip_connect" => stride == 1 ? x : Halve(builder, x, name, channels),
            "sep_conv_3x3" => Separable(3),
            "sep_conv_5x5" => Separable(5),
            "dil_conv_3x3" => Depthwise(builder, x, name, string.Empty, 3, stride, dilation: 2),
            "dil_conv_5x5" => Depthwise(builder, x, name, string.Empty, 5, stride, dilation: 2),
            _ => throw new ArgumentException($"There is no operation '{operation}' here, only {string.Join(", ", Names.Skip(1))}.", nameof(operation)),
        };

        Value Pooled(Value pooled) => normalisePools ? builder.BatchNorm(pooled, $"{name}.norm") : pooled;
        Value Separable(int kernel) => Depthwise(builder, Depthwise(builder, x, name, "1", kernel, stride, dilation: 1), name, "2", kernel, 1, dilation: 1);
    }

    /// <summary>ReLU, 1x1 convolution, BatchNorm.</summary>
    internal static Value Project(GraphBuilder builder, Value x, string name, long channels) =>
        builder.BatchNorm(builder.Conv(builder.Relu(x, $"{name}.relu"), $"{name}.conv", channels, 1), $"{name}.norm");

    /// <summary>ReLU, two 1x1 convolutions of stride 2 side by side, the second from one pixel further on, BatchNorm: half the size without a window that leaves pixels out.</summary>
    internal static Value Halve(GraphBuilder builder, Value x, string name, long channels)
    {
        if (builder.ShapeOf(x)[2] % 2 != 0 || builder.ShapeOf(x)[3] % 2 != 0)
        {
            throw new GraphException($"'{name}' halves an image of {builder.ShapeOf(x)[2]}x{builder.ShapeOf(x)[3]}: even sizes are wanted, so the network's Size has to be divisible by 4.");
        }

        var y = builder.Relu(x, $"{name}.relu");
        var shifted = builder.Slice(y, $"{name}.shift", [2, 3], [1, 1], [long.MaxValue, long.MaxValue]);
        var (left, right) = (builder.Conv(y, $"{name}.conv1", channels / 2, 1, 2), builder.Conv(shifted, $"{name}.conv2", channels - (channels / 2), 1, 2));
        return builder.BatchNorm(builder.Concat($"{name}.concat", 1, left, right), $"{name}.norm");
    }

    private static Value Depthwise(GraphBuilder builder, Value x, string name, string part, int kernel, int stride, int dilation)
    {
        var channels = builder.ShapeOf(x)[1];
        var y = builder.Relu(x, $"{name}.relu{part}");
        y = builder.Conv(y, $"{name}.depthwise{part}", channels, kernel, stride, dilation * (kernel / 2), channels, dilation: dilation);
        return builder.BatchNorm(builder.Conv(y, $"{name}.pointwise{part}", channels, 1), $"{name}.norm{part}");
    }
}
