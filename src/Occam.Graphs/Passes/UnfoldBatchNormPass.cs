using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Puts a BatchNormalization behind every weighted Conv that has none, for networks whose exporter folded BatchNorm away, so that they
/// train again. Mean and variance are those of calibration data, scale = sqrt(var + epsilon) and shift = mean, so that the network
/// computes at first what it computed before. Left alone are convolutions that the network returns directly and those whose output has
/// a single position (gates, heads), which have no BatchNorm in published networks and too few samples for one.
/// </summary>
/// <param name="batches">Calibration data: for each batch the network's inputs in its order; a few hundred samples are enough.</param>
public sealed class UnfoldBatchNormPass(IEnumerable<IReadOnlyList<Tensor>> batches) : GraphPass
{
    private const float Epsilon = 1e-5f;
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    /// <exception cref="GraphException">There are convolutions to unfold but no calibration data.</exception>
    public override int Apply(Graph graph)
    {
        var statistics = graph.Nodes.Where(IsCandidate).ToDictionary(node => node.Outputs[0]!, _ => new ChannelStatistics());
        if (statistics.Count == 0)
        {
            return 0;
        }

        try
        {
            Observe(graph, statistics);
            var unfolded = 0;
            foreach (var (value, seen) in statistics)
            {
                if (seen.Mean is null)
                {
                    throw new GraphException($"BatchNorm cannot be unfolded behind '{value.Producer!.Name}': the calibration data is empty.");
                }

                if (seen.IsSpatial)
                {
                    Insert(graph, value, seen);
                    unfolded++;
                }
            }

            return unfolded;
        }
        finally
        {
            foreach (var seen in statistics.Values)
            {
                seen.Dispose();
            }
        }
    }

    private static bool IsCandidate(Node node) =>
        node is { OpType: "Conv" } && OutputChannels.CanRewrite(node)
        && node.Outputs[0] is { } output && !node.Graph.IsOutput(output)
        && !output.Uses.Any(use => use.Node.OpType == "BatchNormalization");

    private static void Insert(Graph graph, Value value, ChannelStatistics seen)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var type = value.Producer!.Input(1).Constant!.Tensor.dtype;
        Scalar epsilon = (double)Epsilon;

        // The statistics are rounded first, so that the scale undoes exactly what is stored.
        var (mean, variance) = (seen.Mean!.to(type), seen.Variance().to(type));
        var scale = variance.to(ScalarType.Float64).add(epsilon, One).sqrt().to(type);
        Value[] parameters = [Add("scale", scale), Add("shift", mean.clone()), Add("mean", mean), Add("var", variance)];
        graph.InsertAfter(value, "BatchNormalization", graph.UnusedName($"{value.Name}.normalised"), parameters, [new("epsilon", new FloatAttribute(Epsilon))]);

        Value Add(string name, Tensor data) => graph.AddConstant(graph.UnusedName($"{value.Name}.{name}"), new Constant(data));
    }

    private void Observe(Graph graph, Dictionary<Value, ChannelStatistics> statistics)
    {
        using var guard = no_grad();
        var executor = new GraphExecutor(graph);
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            executor.Run(batch, observe: (value, tensor) => statistics.GetValueOrDefault(value)?.Add(tensor));
        }
    }
}
