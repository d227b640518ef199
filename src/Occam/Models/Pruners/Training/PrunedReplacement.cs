using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Training;

/// <summary>Puts a pruned network in the place of the one that was trained, and what is remembered of its weights with it.</summary>
internal static class PrunedReplacement
{
    /// <summary>Prunes.</summary>
    /// <param name="analysis">The network as it is.</param>
    /// <param name="plan">What leaves.</param>
    /// <param name="compensate">Whether constants that the channels emit are kept in biases.</param>
    public static GraphReplacement Of(ChannelAnalysis analysis, PruningPlan plan, bool compensate)
    {
        var compensation = compensate ? Pruner.Compensate(analysis, plan) : Compensation.None;
        var narrowing = new Narrowing(analysis, plan.Removed);
        var kept = analysis.Graph.Constants.ToDictionary(
            value => value.Name, value => narrowing.Axes(value).Select(axis => (axis, narrowing.Kept(value, axis))).ToArray(), StringComparer.Ordinal);
        var graph = Pruner.Apply(analysis, plan, compensation);
        return new(graph, (name, tensor) => Narrow(name, tensor, kept, graph));
    }

    // What belongs to no constant of the network (a connector's weight) keeps its shape.
    private static Tensor? Narrow(string name, Tensor tensor, Dictionary<string, (int Axis, long[] Kept)[]> kept, Graph graph)
    {
        foreach (var (axis, positions) in kept.GetValueOrDefault(name) ?? [])
        {
            tensor = tensor.index_select(axis, TorchSharp.torch.tensor(positions).to(tensor.device));
        }

        return graph.Find(name)?.Constant is not { } constant || constant.Dimensions.SequenceEqual(tensor.shape) ? tensor : null;
    }
}
