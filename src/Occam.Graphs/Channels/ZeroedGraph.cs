using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>
/// The oracle's other half: the graph at its full width, with the channels that are to leave zeroed. For zero-equivalent units its outputs
/// equal those of the graph from which the channels were removed.
/// </summary>
public static class ZeroedGraph
{
    private static readonly Scalar Nothing = 0;

    /// <summary>Makes a copy of a graph in which channels are zero: their weights, biases and BatchNorm scales and shifts, and the weights of those that read them.</summary>
    /// <param name="analysis">The analysis of the graph; the graph is not changed.</param>
    /// <param name="channels">The channels, of any units.</param>
    /// <param name="compensation">
    /// What was kept of the constants that the channels emit: their biases and shifts then stay, and where the constants went into a reader's bias, so do its weights. Default nothing.
    /// </param>
    public static Graph Of(ChannelAnalysis analysis, IEnumerable<Channel> channels, Compensation? compensation = null) => Of(analysis, channels, compensation ?? Compensation.None, readsAll: false);

    /// <summary>As above; with <paramref name="readsAll"/>, no reader's weights are zeroed, so that what the channels emit can be seen wherever it goes.</summary>
    internal static Graph Of(ChannelAnalysis analysis, IEnumerable<Channel> channels, Compensation compensation, bool readsAll)
    {
        var kinds = channels.ToLookup(compensation.Emits);
        var (whole, emitting) = (new Narrowing(analysis, kinds[false]), new Narrowing(analysis, kinds[true]));
        var graph = analysis.Graph.Clone();
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var constant in graph.Constants.Where(WeightAxis.IsWeight).ToArray())
        {
            foreach (var axis in whole.Axes(constant))
            {
                Zero(constant, axis, whole.Removed(constant, axis));
            }

            foreach (var axis in emitting.Axes(constant))
            {
                var removed = emitting.Removed(constant, axis);
                if (WeightAxis.CarriesSignal(constant, axis))
                {
                    Zero(constant, axis, removed);
                }
                else if (!readsAll && WeightAxis.IsContracted(constant, axis))
                {
                    Zero(constant, axis, [.. removed.Except(compensation.Read(constant, axis))]);
                }
            }
        }

        return graph;
    }

    private static void Zero(Value constant, int axis, long[] positions)
    {
        if (positions.Length > 0)
        {
            constant.Constant!.Tensor.index_fill_(axis, tensor(positions), Nothing);
        }
    }
}
