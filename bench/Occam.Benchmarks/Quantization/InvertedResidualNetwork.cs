using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Benchmarks.Quantization;

/// <summary>A network of the MobileNetV2 class (Sandler et al. 2018, table 2, without the last expansion), Relu for Relu6, fresh weights.</summary>
internal static class InvertedResidualNetwork
{
    private static readonly (int Expansion, int Width, int Blocks, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2)];

    /// <summary>[N, 3, size, size] to [N, 100].</summary>
    public static Graph Build(int size)
    {
        using var builder = new GraphBuilder("mobilenet_v2", 0);
        var x = Layer(builder, builder.Input("image", 3, size, size), "stem", 32, 3, 2, 1);
        foreach (var (stage, index) in Stages.Select((stage, index) => (stage, index)))
        {
            for (var block = 0; block < stage.Blocks; block++)
            {
                x = Block(builder, x, $"stage{index}.block{block}", stage.Expansion, stage.Width, block == 0 ? stage.Stride : 1);
            }
        }

        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        return builder.Build(("logits", builder.Linear(x, "classifier", 100)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int expansion, int width, int stride)
    {
        var from = (int)builder.ShapeOf(x)[1];
        var y = expansion == 1 ? x : Layer(builder, x, $"{name}.expand", from * expansion, 1, 1, 1);
        y = Layer(builder, y, $"{name}.depthwise", from * expansion, 3, stride, from * expansion);
        y = builder.BatchNorm(builder.Conv(y, $"{name}.project", width, 1), $"{name}.project.norm");
        return stride == 1 && from == width ? builder.Add(x, y, $"{name}.add") : y;
    }

    private static Value Layer(GraphBuilder builder, Value x, string name, int width, int kernel, int stride, int groups) =>
        builder.Relu(builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups), $"{name}.norm"), $"{name}.relu");
}
