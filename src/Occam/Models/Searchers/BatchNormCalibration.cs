using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Models.Searchers;

/// <summary>
/// Gives the BatchNorms of a network statistics taken on some images, layer after layer: each one's from what the layers before it give with their new statistics. Needed
/// where weights come from a supernet, whose running statistics are a mixture over all its subnets.
/// </summary>
public static class BatchNormCalibration
{
    /// <summary>Overwrites the running mean and variance (unbiased) of every BatchNorm on the path.</summary>
    /// <param name="graph">The network, on the CPU.</param>
    /// <param name="images">Normalised images [N, C, H, W], all run at once; some hundreds are enough.</param>
    /// <param name="path">The path, where the network has choices; default the one that it states.</param>
    /// <returns>How many BatchNorms were set.</returns>
    public static int Apply(Graph graph, Tensor images, IReadOnlyDictionary<Node, int>? path = null)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var statistics = new RecalibratedStatistics(1);
        var count = 0;
        new SharedPrefixExecutor(graph, [path ?? new Dictionary<Node, int>()]).Run([images], Set, (_, _) => { });
        return count;

        void Set(int run, Node node, Tensor?[] arguments)
        {
            if (RecalibratedStatistics.Applies(node))
            {
                statistics.Measure(run, node, arguments);
                node.Input(3).Constant!.Tensor.copy_(arguments[3]!);
                node.Input(4).Constant!.Tensor.copy_(arguments[4]!);
                count++;
            }
        }
    }
}
