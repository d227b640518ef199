using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners.Criteria;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Training;

/// <summary>
/// Sums activation times gradient of each channel, for each example, where contractions read it, from the forward and backward pass of the training itself. So that every reader has a gradient of its
/// own, values with several readers are multiplied by one before each contraction.
/// </summary>
internal sealed class ReadGradients : IDisposable
{
    private const string Prefix = "fisher_read";
    private static readonly Scalar One = 1;

    private readonly ChannelAnalysis _analysis;
    private readonly (ReadPoint Point, IReadOnlyList<long>[] Positions)[][] _units;
    private readonly HashSet<string> _watched;
    private readonly Dictionary<string, Tensor> _read = new(StringComparer.Ordinal);

    /// <summary>Finds where channels are read.</summary>
    /// <param name="analysis">The network that is trained, analysed; not owned.</param>
    public ReadGradients(ChannelAnalysis analysis)
    {
        _analysis = analysis;
        _units = [.. analysis.Units.Select(unit => ReadPoint.Of(unit, analysis.Shapes).Select(point => (point, ChannelValues.Positions(unit, new(point.Value, point.Axis, [])))).ToArray())];
        _watched = [.. _units.SelectMany(unit => unit).Select(read => read.Point.Value.Name)];
    }

    /// <summary>A copy of a network in which every contraction that reads channels has a value of its own to read; null where each has one already.</summary>
    public static Graph? Separate(Graph graph, ChannelAnalysis analysis)
    {
        var readers = analysis.Units.SelectMany(unit => ReadPoint.Of(unit, analysis.Shapes)).Where(point => point.Reader is not null && point.Value.Uses.Count > 1).Select(point => point.Reader!.Name).ToHashSet(StringComparer.Ordinal);
        if (readers.Count == 0)
        {
            return null;
        }

        var copy = graph.Clone();
        foreach (var node in copy.Nodes.Where(node => readers.Contains(node.Name)).ToArray())
        {
            // An Identity would be the same tensor, with the gradient of all readers.
            var one = copy.AddConstant(copy.UnusedName($"{Prefix}_factor"), new Constant(tensor(1f)));
            copy.SetInput(node, 0, copy.AddNode("Mul", [node.Input(0), one], [copy.UnusedName(Prefix)], before: node).Outputs[0]);
        }

        return copy;
    }

    /// <summary>A copy of a network without what <see cref="Separate"/> put in.</summary>
    public static Graph Join(Graph graph)
    {
        var copy = graph.Clone();
        foreach (var node in copy.Nodes.Where(node => node.OpType == "Mul" && node.Outputs[0]!.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToArray())
        {
            copy.ReplaceUses(node.Outputs[0]!, node.Input(0));
        }

        copy.RemoveUnused();
        return copy;
    }

    /// <summary>Keeps what is read of a forward pass, with its gradient.</summary>
    public void Observe(Value value, Tensor tensor)
    {
        if (_watched.Contains(value.Name) && tensor.requires_grad)
        {
            // Another handle on the same tensor, whose gradient it therefore shows; an alias would be a tensor of its own.
            var kept = tensor.resolve_neg().DetachFromDisposeScope();
            kept.retain_grad();
            _read[value.Name] = kept;
        }
    }

    /// <summary>Adds, for each unit and channel, the sum over examples of the squared sums, and lets go of what was kept.</summary>
    /// <param name="sums">For each unit a tensor [channels], float64.</param>
    /// <param name="examples">The size of the batch.</param>
    public void AddTo(IReadOnlyList<Tensor> sums, int examples)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var (unit, points) in _units.Index())
        {
            var total = zeros(examples, sums[unit].size(0), ScalarType.Float64);
            foreach (var (point, positions) in points)
            {
                if (_read.TryGetValue(point.Value.Name, out var value) && value.grad is { } gradient)
                {
                    total = total.add(ByChannel(ByExample(value.mul(gradient), point, examples), positions), One);
                }
            }

            sums[unit].add_(total.square().sum([0]), One);
        }

        Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Clear()
    {
        foreach (var tensor in _read.Values)
        {
            tensor.Dispose();
        }

        _read.Clear();
    }

    // [examples, positions]. The axis that grows with the batch has an example's elements (windows and the like) together.
    private Tensor ByExample(Tensor product, ReadPoint point, int examples)
    {
        var one = _analysis.Shapes.Dimensions(point.Value)!;
        var axis = Enumerable.Range(0, one.Length).FirstOrDefault(i => product.size(i) == one[i] * examples && i != point.Axis, -1);
        if (axis < 0 && point.Axis != 0 && product.size(0) % examples == 0)
        {
            axis = 0; // a file that states its batch
        }

        if (axis < 0)
        {
            throw new GraphException($"'{point.Value.Name}' does not grow with the batch, so that examples cannot be told apart, which group_fisher_pruner has to.");
        }

        var first = product.to(ScalarType.Float64).cpu().transpose(0, axis);
        var channels = point.Axis == 0 ? axis : point.Axis;
        return first.transpose(1, channels).reshape(examples, product.size(axis) / examples, product.size(point.Axis), -1).sum([1, 3]);
    }

    private static Tensor ByChannel(Tensor positions, IReadOnlyList<long>[] channels)
    {
        var indices = channels.SelectMany(own => own).ToArray();
        var owners = channels.SelectMany((own, channel) => own.Select(_ => (long)channel)).ToArray();
        return zeros(positions.size(0), channels.Length, ScalarType.Float64).index_add(1, tensor(owners), positions.index_select(1, tensor(indices)), One);
    }
}
