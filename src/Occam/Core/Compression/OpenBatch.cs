using Occam.Apis;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Passes;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Lets a network that was exported for one batch size train on batches, where that changes nothing else.</summary>
internal static class OpenBatch
{
    private const double Tolerance = 1e-4;

    /// <summary>Opens the batch dimension in place and checks that each example still gets its own result.</summary>
    /// <returns>The batch size that the file fixed; null where it was open.</returns>
    /// <exception cref="CompressException">The network cannot be opened.</exception>
    public static int? Apply(Graph graph)
    {
        if (graph.Inputs is not [{ Type.Dimensions: [{ Size: { } size }, ..] }])
        {
            return null;
        }

        new OpenBatchPass().Apply(graph);
        try
        {
            if (IsApart(graph))
            {
                return (int)size;
            }
        }
        catch (GraphException e)
        {
            throw Refuse(size, $" ({e.Message})");
        }

        throw Refuse(size, string.Empty);
    }

    private static bool IsApart(Graph graph)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var images = RandomInputs.For(graph, shapes: new Dictionary<string, long[]>(StringComparer.Ordinal) { [graph.Inputs[0].Name] = SizesOfTwo(graph.Inputs[0]) })[0];
        var executor = new GraphExecutor(graph);
        var alone = cat([executor.Run([images.narrow(0, 0, 1)])[0], executor.Run([images.narrow(0, 1, 1)])[0]]);
        return OutputDifference.Between(graph.Outputs[0].Name, alone, executor.Run([images])[0]).Relative <= Tolerance;
    }

    private static long[] SizesOfTwo(Value input)
    {
        var sizes = Graphs.Shapes.InputShapes.Default(input);
        sizes[0] = 2;
        return sizes;
    }

    private static CompressException Refuse(long size, string why) => new(
        $"The network was exported for batches of exactly {size} and cannot be opened to others{why}. Export it with a dynamic batch dimension.", true);
}
