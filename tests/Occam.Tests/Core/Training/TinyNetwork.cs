using Occam.Graphs;
using Occam.Models.Architectures;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

/// <summary>A network small enough to train in a test.</summary>
internal static class TinyNetwork
{
    public static Graph Build(int seed = 1, int width = 8) =>
        ResNet.Build(new() { Size = 8, Classes = 4, Widths = [width], Blocks = [1] }, seed);

    /// <summary>All constants, in order, as numbers.</summary>
    public static float[] Weights(Graph graph)
    {
        using var scope = NewDisposeScope();
        return [.. graph.Constants.SelectMany(value => value.Constant!.Tensor.detach().cpu().data<float>().ToArray())];
    }
}
