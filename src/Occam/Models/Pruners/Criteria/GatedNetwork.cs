using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// A network whose channels pass through gates of value 1, one for each example, where contractions read them. The gradient of a loss by a gate is, to first
/// order, what the loss would lose without the channel.
/// </summary>
internal sealed class GatedNetwork : IDisposable
{
    private readonly ChannelAnalysis _analysis;
    private readonly Graph _graph;
    private readonly GraphExecutor _executor;
    private readonly List<ReadPoint> _points = [];
    private readonly (PruningUnit Unit, (int Gate, IReadOnlyList<long>[] Positions)[] Places)[] _units;

    /// <summary>Copies the analysed network and puts gates into it.</summary>
    public GatedNetwork(ChannelAnalysis analysis)
    {
        _analysis = analysis;
        _units = [.. analysis.Units.Select(unit => (unit, ReadPoint.Of(unit, analysis.Shapes).Select(point => (Gate(point), ChannelValues.Positions(unit, new(point.Value, point.Axis, [])))).ToArray()))];
        _graph = analysis.Graph.Clone();
        var nodes = _graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        foreach (var (index, point) in _points.Index())
        {
            var gate = _graph.AddInput(_graph.UnusedName($"gate{index}"), null);
            var value = _graph.Find(point.Value.Name)!;
            if (point.Reader is { } reader)
            {
                var node = nodes[reader.Name];
                var product = _graph.AddNode("Mul", [value, gate], [_graph.UnusedName($"gated{index}")], before: node);
                _graph.SetInput(node, 0, product.Outputs[0]);
            }
            else
            {
                _graph.InsertAfter(value, "Mul", _graph.UnusedName($"gated{index}"), [gate]);
            }
        }

        _executor = new(_graph);
    }

    /// <summary>Runs a batch in inference mode and differentiates.</summary>
    /// <param name="images">The network's input, a batch.</param>
    /// <param name="loss">The loss of each example, float [N], from the network's first output; null where there is none.</param>
    /// <returns>For each unit, for each example and channel, the derivative of the example's loss by the channel's gates.</returns>
    public double[][,] Derivatives(Tensor images, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var shapes = ShapeInference.Run(_analysis.Graph, new Dictionary<string, long[]>(StringComparer.Ordinal) { [_analysis.Graph.Inputs[0].Name] = images.shape });
        Tensor[] gates = [.. _points.Select(point => ones(GateSizes(point, shapes), requires_grad: true))];
        loss(_executor.Run([images, .. gates])[0]).sum().backward();
        var count = (int)images.size(0);
        double[][,] byExample = [.. gates.Select((gate, i) => ByExample(_points[i], gate, count))];
        return [.. _units.Select(unit => Sum(unit.Unit.Channels.Count, unit.Places.Select(place => (byExample[place.Gate], place.Positions)), count))];
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private int Gate(ReadPoint point)
    {
        // Several units may lie side by side in what one contraction reads.
        var index = _points.IndexOf(point);
        if (index < 0)
        {
            index = _points.Count;
            _points.Add(point);
        }

        return index;
    }

    // One along every axis but that of the channels and that of the examples: the one that grows with the batch.
    private long[] GateSizes(ReadPoint point, ShapeTable shapes)
    {
        var (one, many) = (_analysis.Shapes.Dimensions(point.Value)!, shapes.Dimensions(_analysis.Graph.Find(point.Value.Name)!)!);
        var examples = Examples(one, many, shapes.Dimensions(_analysis.Graph.Inputs[0])![0]);
        return [.. many.Select((size, axis) => axis == point.Axis || axis == examples ? size : 1)];
    }

    // Where a file states its batch, nothing shows which axis grows with it: the first that examples can share evenly, as every network has it.
    private static int Examples(long[] one, long[] many, long count)
    {
        var grown = Array.FindIndex([.. one.Zip(many)], pair => pair.First != pair.Second);
        return grown >= 0 || count == 1 ? grown : Array.FindIndex(many, size => size >= count && size % count == 0) is 0 ? 0 : -1;
    }

    private double[,] ByExample(ReadPoint point, Tensor gate, int count)
    {
        var channels = gate.size(point.Axis);
        var examples = Enumerable.Range(0, (int)gate.dim()).Where(axis => axis != point.Axis && gate.size(axis) > 1).DefaultIfEmpty(-1).First();
        var gradient = gate.grad is { } found ? found : zeros_like(gate);
        gradient = examples > point.Axis ? gradient.reshape(channels, -1).t() : gradient.reshape(-1, channels);
        if (examples < 0 && count > 1)
        {
            throw new GraphException($"'{point.Value.Name}' does not grow with the batch, so that examples cannot be told apart; read the data in batches of 1.");
        }

        // Windows and the like: an example's stand together.
        var sums = gradient.reshape(count, -1, channels).sum(1).to(ScalarType.Float64).contiguous().data<double>().ToArray();
        var result = new double[count, channels];
        Buffer.BlockCopy(sums, 0, result, 0, sums.Length * sizeof(double));
        return result;
    }

    private static double[,] Sum(int channels, IEnumerable<(double[,] Gates, IReadOnlyList<long>[] Positions)> places, int count)
    {
        var sums = new double[count, channels];
        foreach (var (gates, positions) in places)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                foreach (var position in positions[channel])
                {
                    for (var example = 0; example < count; example++)
                    {
                        sums[example, channel] += gates[example, position];
                    }
                }
            }
        }

        return sums;
    }
}
