using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Benchmarks.Pruning;

/// <summary>A network of the ResNet-50 class (He et al. 2015, table 1; stride in the 3x3 convolution), fresh weights.</summary>
internal static class BottleneckNetwork
{
    private const int Expansion = 4;
    private static readonly int[] Blocks = [3, 4, 6, 3];

    /// <summary>[N, 3, size, size] to [N, 1000].</summary>
    public static Graph Build(int size)
    {
        using var builder = new GraphBuilder("resnet50", 0);
        var x = Layer(builder, builder.Input("image", 3, size, size), "stem", 64, 7, 2);
        x = builder.MaxPool(x, "stem.pool", 3, 2, 1);
        for (var stage = 0; stage < Blocks.Length; stage++)
        {
            for (var block = 0; block < Blocks[stage]; block++)
            {
                x = Block(builder, x, $"stage{stage + 1}.block{block}", 64 << stage, block == 0 && stage > 0 ? 2 : 1, block == 0);
            }
        }

        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        return builder.Build(("logits", builder.Linear(x, "classifier", 1000)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int width, int stride, bool projects)
    {
        var y = Layer(builder, x, $"{name}.conv1", width, 1, 1);
        y = Layer(builder, y, $"{name}.conv2", width, 3, stride);
        y = builder.BatchNorm(builder.Conv(y, $"{name}.conv3", width * Expansion, 1), $"{name}.norm3");
        var shortcut = projects ? builder.BatchNorm(builder.Conv(x, $"{name}.shortcut", width * Expansion, 1, stride), $"{name}.shortcut.norm") : x;
        return builder.Relu(builder.Add(y, shortcut, $"{name}.add"), $"{name}.relu3");
    }

    private static Value Layer(GraphBuilder builder, Value x, string name, int width, int kernel, int stride) =>
        builder.Relu(builder.BatchNorm(builder.Conv(x, name, width, kernel, stride), $"{name}.norm"), $"{name}.relu");
}
