using Occam.Graphs.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>
/// The oracle's other half: the graph at its full width, with the channels that are to leave zeroed. For zero-equivalent units its outputs
/// equal those of the graph from which the channels were removed.
/// </summary>
public static class ZeroedGraph
{
    private static readonly Scalar Zero = 0;

    /// <summary>Makes a copy of a graph in which channels are zero: their weights, biases and BatchNorm scales and shifts, and the weights of those that read them.</summary>
    /// <param name="analysis">The analysis of the graph; the graph is not changed.</param>
    /// <param name="channels">The channels, of any units.</param>
    public static Graph Of(ChannelAnalysis analysis, IEnumerable<Channel> channels)
    {
        var narrowing = new Narrowing(analysis, channels);
        var graph = analysis.Graph.Clone();
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var constant in graph.Constants.Where(IsWeight).ToArray())
        {
            foreach (var axis in narrowing.Axes(constant))
            {
                var kept = narrowing.Kept(constant, axis);
                long[] removed = [.. Enumerable.Range(0, (int)constant.Constant!.Dimensions[axis]).Select(position => (long)position).Except(kept)];
                constant.Constant.Tensor.index_fill_(axis, tensor(removed), Zero);
            }
        }

        return graph;
    }

    // Only what multiplies or shifts a channel is zeroed: a zeroed variance or divisor would make infinities.
    private static bool IsWeight(Value constant) => constant.Uses.Any(use =>
        use.Node.Operator is { } op && op.ParameterInputs.Contains(use.Index)
        && (op.Quantization == QuantizationRole.Weighted || op.Axes is ConvolutionRule or ContractionRule or ChannelParametersRule or RecurrentRule or EinsumRule));
}
