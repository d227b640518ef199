using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>
/// Finds what removed channels go on emitting when their weights are zeroed, and in which biases it can be kept. Found by running: the network is run twice on different inputs with the channels'
/// weights and BatchNorm scales zeroed; what then is the same in both runs and at every position is a constant, and a layer's own kernel says what it makes of it. Zero padding
/// makes the border differ, so that a padded layer's share is no bias and is lost.
/// </summary>
/// <remarks>The constants of BatchNorm's shifts are absorbed as in J. Ye et al., "Rethinking the Smaller-Norm-Less-Informative Assumption" (2018), section 4.2, here wherever it is exact and nowhere else.</remarks>
public static class ConstantCompensation
{
    private const double Same = 1e-5;

    /// <summary>Finds the constants.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="channels">The channels that are to leave, of any units.</param>
    /// <param name="first">Inputs for the network, in its order.</param>
    /// <param name="second">Other inputs of the same sizes.</param>
    /// <returns>What is kept and what is lost. Units that are not zero-equivalent, that are read by something else than convolutions and matrix products with constant weights, or recurrent take no part: their channels are zeroed whole.</returns>
    public static Compensation Find(ChannelAnalysis analysis, IEnumerable<Channel> channels, IReadOnlyList<Tensor> first, IReadOnlyList<Tensor> second)
    {
        var leaving = channels.ToHashSet();
        var layers = new Dictionary<Node, ReadingLayer>();
        var emitting = new HashSet<Channel>();
        foreach (var unit in analysis.Units.Where(unit => unit.IsZeroEquivalent && unit.Channels.Any(leaving.Contains)))
        {
            if (Readers(unit, analysis) is { } readers)
            {
                emitting.UnionWith(unit.Channels.Where(leaving.Contains));
                readers.ForEach(reader => layers.TryAdd(reader.Node, reader));
            }
        }

        if (layers.Count == 0)
        {
            return Compensation.None;
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var removed = new Narrowing(analysis, emitting);
        using var graph = ZeroedGraph.Of(analysis, leaving, new Compensation([], [], emitting), readsAll: true);
        var seen = Observe(graph, layers.Values, removed, first, second);
        List<CompensatedReader> found = [];
        List<BiasFold> folds = [];
        foreach (var layer in analysis.Graph.Nodes.Where(layers.ContainsKey).Select(node => layers[node]))
        {
            Judge(layer, removed.Removed(layer.Node.Input(0), layer.Axis), seen[(layer.Node.Input(0).Name, layer.Axis)], found, folds);
        }

        return new(found, folds, emitting);
    }

    // Every layer that ends a unit's channels; null where anything else ends them.
    private static List<ReadingLayer>? Readers(PruningUnit unit, ChannelAnalysis analysis)
    {
        var cuts = unit.Channels[0].Cuts;
        if (cuts.Where(cut => cut.Value.IsConstant).SelectMany(cut => cut.Value.Uses).Any(use => use.Node.Operator?.Axes is RecurrentRule or EinsumRule || (use.Node.OpType == "MatMul" && use.Index == 0)))
        {
            return null;
        }

        var own = cuts.Select(cut => cut.Value).ToHashSet();
        var readers = new List<ReadingLayer>();
        foreach (var cut in cuts.Where(cut => !cut.Value.IsConstant))
        {
            foreach (var use in cut.Value.Uses)
            {
                if (ReadingLayer.At(use, cut.Axis, analysis.Shapes.Dimensions(cut.Value)!.Length) is { } layer)
                {
                    readers.Add(layer);
                }
                else if (use.Node.Operator?.Axes is null or BoundaryRule or ContractionRule || !use.Node.Outputs.OfType<Value>().Any(own.Contains))
                {
                    return null;
                }
            }
        }

        return readers;
    }

    // For each place that is read: at each removed position its constant, NaN where it is none.
    private static Dictionary<(string Name, int Axis), float[]> Observe(
        Graph graph, IEnumerable<ReadingLayer> layers, Narrowing removed, IReadOnlyList<Tensor> first, IReadOnlyList<Tensor> second)
    {
        var places = layers.Select(layer => (layer.Node.Input(0), layer.Axis)).Distinct().ToLookup(place => place.Item1.Name);
        var seen = new Dictionary<(string, int), float[]>();
        var executor = new GraphExecutor(graph);
        foreach (var inputs in new[] { first, second })
        {
            using var scope = NewDisposeScope();
            executor.Run(inputs, observe: (value, tensor) =>
            {
                foreach (var (place, axis) in places[value.Name])
                {
                    var constants = Constants(tensor, axis, removed.Removed(place, axis));
                    seen[(value.Name, axis)] = seen.TryGetValue((value.Name, axis), out var former)
                        ? [.. former.Zip(constants, (a, b) => a.Equals(b) ? a : float.NaN)]
                        : constants;
                }
            });
        }

        return seen;
    }

    private static float[] Constants(Tensor tensor, int axis, long[] positions)
    {
        using var scope = NewDisposeScope();
        var rows = tensor.index_select(axis, TorchSharp.torch.tensor(positions)).transpose(0, axis).reshape(positions.Length, -1);
        var (low, high) = (rows.amin([1]).to(ScalarType.Float32).data<float>().ToArray(), rows.amax([1]).to(ScalarType.Float32).data<float>().ToArray());
        return [.. low.Zip(high, (a, b) => a.Equals(b) && float.IsFinite(a) ? a : float.NaN)];
    }

    private static void Judge(ReadingLayer layer, long[] positions, float[] constants, List<CompensatedReader> found, List<BiasFold> folds)
    {
        var name = layer.Node.Name;
        if (constants.Count(float.IsNaN) is > 0 and var varying)
        {
            found.Add(new(name, varying, "what they emit is not the same everywhere"));
            if (layer.Node.Int("group", 1) > 1)
            {
                return;
            }
        }

        var (kept, values) = (positions.Where((_, i) => float.IsFinite(constants[i])).ToArray(), constants.Where(float.IsFinite).ToArray());
        var count = values.Count(value => value != 0);
        if (count == 0)
        {
            return;
        }

        var (shift, why) = Shift(layer, kept, values);
        var target = BiasTarget.Of(layer);
        why ??= layer.Weight.Uses.Count > 1 ? "shares its weights with another layer" : target.WhyNot;
        found.Add(new(name, count, why));
        if (why is null)
        {
            folds.Add(new(target.Node.Name, target.Index, layer.Node.Outputs[0]!, layer.OutputAxis(target.Rank), [.. shift!.Select(number => (float)(number * target.Factor))], layer.Weight.Name, layer.WeightAxis, WeightPositions(layer, kept)));
        }
    }

    // Grouped: position k of every group is read by position k of the weight.
    private static long[] WeightPositions(ReadingLayer layer, long[] positions) =>
        layer.Node.OpType == "Conv" ? [.. positions.Select(position => position % layer.Weight.Constant!.Dimensions[1]).Distinct()] : positions;

    // What the layer without its bias makes of the constants: a number for each output channel, or why it is none.
    private static (double[]? Shift, string? WhyNot) Shift(ReadingLayer layer, long[] positions, float[] values)
    {
        if (layer.IsPadded)
        {
            return (null, "zero padding makes its border differ");
        }

        using var scope = NewDisposeScope();
        var weight = layer.Weight.Constant!.Tensor.detach();
        var x = zeros(layer.SampleSizes(), weight.dtype);
        long[] view = [positions.LongLength, .. Enumerable.Repeat(1L, (int)x.dim() - 1)];
        var given = tensor(values).to(weight.dtype).reshape(view).transpose(0, 1);
        x.index_copy_(1, tensor(positions), given.expand([1, positions.LongLength, .. x.shape[2..]]));
        var y = Invocation.Compute(layer.Node, layer.Node.Operator!.Bind(layer.Node), [x, weight], RunContext.Inference)[0];
        var rows = y.transpose(0, 1).reshape(y.size(1), -1).to(ScalarType.Float64);
        var spread = rows.amax([1]).sub(rows.amin([1])).max().item<double>();
        return spread <= Same * rows.abs().max().item<double>() ? (rows.mean([1]).data<double>().ToArray(), null) : (null, "its windows overlap at the border only in part");
    }
}
