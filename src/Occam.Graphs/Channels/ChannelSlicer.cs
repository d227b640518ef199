using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>Removes channels physically: every constant is sliced along every axis by the positions that stay.</summary>
public static class ChannelSlicer
{
    /// <summary>Makes a narrower copy of a graph.</summary>
    /// <param name="analysis">The analysis of the graph; the graph is not changed.</param>
    /// <param name="channels">The channels to remove, of any units.</param>
    /// <param name="compensation">What the channels emit and is to be kept in biases. Default nothing.</param>
    /// <returns>The narrower graph; values and nodes keep their names.</returns>
    /// <exception cref="GraphException">A value would be empty, or the narrower graph does not compute the expected shapes; the message names the value.</exception>
    public static Graph Remove(ChannelAnalysis analysis, IEnumerable<Channel> channels, Compensation? compensation = null)
    {
        var narrowing = new Narrowing(analysis, channels);
        var graph = analysis.Graph.CloneSharingData();
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var constant in graph.Constants.ToArray())
        {
            Slice(graph, constant, narrowing);
        }

        foreach (var node in graph.Nodes)
        {
            if (node.Inputs.Concat(node.Outputs).OfType<Value>().Any(value => narrowing.Axes(value).Any()))
            {
                node.Operator?.Narrow(node, narrowing);
            }
        }

        foreach (var value in graph.Values.Where(value => value.Producer is not null && narrowing.Axes(value).Any()))
        {
            graph.SetType(value, null);
        }

        compensation?.Apply(graph, narrowing);
        graph.RemoveUnused();
        Check(graph, analysis, narrowing);
        return graph;
    }

    // What stays whole is copied as well: the narrower graph shares no data with the original.
    private static void Slice(Graph graph, Value constant, Narrowing narrowing)
    {
        Tensor? sliced = null;
        foreach (var axis in narrowing.Axes(constant))
        {
            var kept = narrowing.Kept(constant, axis);
            if (kept.Length == 0)
            {
                throw new GraphException($"All {constant.Constant!.Dimensions[axis]} positions along axis {axis} of '{constant.Name}' would be removed; at least one has to stay.");
            }

            var data = sliced ?? constant.Constant!.Tensor;
            sliced = data.index_select(axis, tensor(kept, device: data.device));
        }

        graph.SetConstant(constant, sliced is null ? constant.Constant!.Clone() : new Constant(sliced));
    }

    // The narrower graph is run, and every shape compared with what the analysis expects.
    private static void Check(Graph graph, ChannelAnalysis analysis, Narrowing narrowing)
    {
        var inputs = analysis.Graph.Inputs.ToDictionary(input => input.Name, input => analysis.Shapes.Dimensions(input)!);
        var shapes = ShapeInference.Run(graph, inputs);
        foreach (var value in graph.Values.Where(value => value.Producer is not null && analysis.Graph.Find(value.Name) is not null))
        {
            var expected = narrowing.NewSizes(value);
            if (shapes.Dimensions(value) is { } actual && !actual.AsSpan().SequenceEqual(expected))
            {
                throw GraphException.At(value.Producer!, $"computes '{value.Name}' as [{string.Join(',', actual)}] after channels were removed, but [{string.Join(',', expected)}] is expected. This is a fault of Occam's analysis; please report it.");
            }
        }
    }
}
