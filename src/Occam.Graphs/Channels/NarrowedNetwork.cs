using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>
/// A network without some of its channels that computes with the weights of the whole one: each run cuts them anew, so that gradients reach the whole weights and what trains them is
/// seen. Where the channels that stay lie side by side, running statistics are views too and are updated in place; else their updates are lost.
/// </summary>
public sealed class NarrowedNetwork : IDisposable
{
    private readonly Graph _graph;
    private readonly GraphExecutor _executor;
    private readonly List<(Value Own, Value Source, (int Axis, long Start, long Length, Tensor? Kept)[] Cuts)> _cuts = [];
    private readonly List<Value> _owned = [];
    private readonly Dictionary<string, List<(int Axis, long Start, long Length)>> _further = new(StringComparer.Ordinal);

    /// <summary>Makes the structure.</summary>
    /// <param name="analysis">The analysis of the whole network, whose weights are used; not owned.</param>
    /// <param name="removed">The channels that are left out.</param>
    /// <param name="crops">Further cuts of weights: the name, the axis, the first position and how many stay. Default none.</param>
    /// <param name="edit">Adapts the narrower graph's attributes to those cuts. Default nothing.</param>
    /// <param name="device">Where it is computed; default the CPU.</param>
    /// <param name="isOwn">Constants of which the narrower network has a copy of its own, for example BatchNorm's; default none.</param>
    /// <exception cref="GraphException">A value would be empty.</exception>
    public NarrowedNetwork(
        ChannelAnalysis analysis,
        IEnumerable<Channel> removed,
        IEnumerable<(string Value, int Axis, long Start, long Length)>? crops = null,
        Action<Graph>? edit = null,
        Device? device = null,
        Func<Value, bool>? isOwn = null)
    {
        var narrowing = new Narrowing(analysis, removed);
        foreach (var (value, axis, start, length) in crops ?? [])
        {
            (_further.TryGetValue(value, out var list) ? list : _further[value] = []).Add((axis, start, length));
        }

        _graph = analysis.Graph.CloneSharingData();
        foreach (var source in analysis.Graph.Constants.Where(value => value.Constant!.HasTensor))
        {
            Prepare(source, narrowing);
        }

        Cut();
        Own(isOwn ?? (_ => false));
        foreach (var node in _graph.Nodes.Where(node => node.Inputs.Concat(node.Outputs).OfType<Value>().Any(value => narrowing.Axes(value).Any())))
        {
            node.Operator?.Narrow(node, narrowing);
        }

        edit?.Invoke(_graph);
        _executor = new(_graph, device);
    }

    /// <summary>The constants that are the narrower network's own, by name; those that are trained are parameters.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Owned => [.. _owned.Select(value => (value.Name, value.Constant!.Tensor))];

    /// <summary>Selects the path that later runs take, where the network has choices.</summary>
    /// <param name="selected">The input that each choice takes, by the choice's name.</param>
    public void Select(IReadOnlyDictionary<string, int> selected) =>
        _executor.Select(_graph.Nodes.Where(node => selected.ContainsKey(node.Name)).ToDictionary(node => node, node => selected[node.Name]));

    /// <summary>Runs it.</summary>
    /// <param name="inputs">The inputs, in the graph's order; not disposed.</param>
    /// <param name="context">Training or inference.</param>
    /// <returns>The outputs, in the caller's dispose scope.</returns>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, RunContext context)
    {
        Cut();
        return _executor.Run(inputs, context);
    }

    /// <summary>A plain copy with the weights as they are.</summary>
    /// <returns>The graph, its choices still in it; the caller disposes it.</returns>
    public Graph Copy()
    {
        using var guard = no_grad();
        Cut();
        var copy = _graph.Clone();
        copy.RemoveUnused();
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graph.Dispose();
        foreach (var cut in _cuts.SelectMany(entry => entry.Cuts))
        {
            cut.Kept?.Dispose();
        }
    }

    private void Prepare(Value source, Narrowing narrowing)
    {
        var cuts = narrowing.Axes(source).Select(axis => Along(axis, narrowing.Kept(source, axis), source)).ToList();
        cuts.AddRange(_further.GetValueOrDefault(source.Name, []).Select(cut => (cut.Axis, cut.Start, cut.Length, (Tensor?)null)));
        if (cuts.Count > 0 || GraphModule.IsTrainable(source))
        {
            _cuts.Add((_graph.Find(source.Name)!, source, [.. cuts]));
        }
    }

    private void Own(Func<Value, bool> isOwn)
    {
        foreach (var value in _graph.Constants.Where(value => value.Constant!.HasTensor && isOwn(value)).ToArray())
        {
            using var scope = NewDisposeScope();
            var data = value.Constant!.Tensor.detach().clone();
            _graph.SetConstant(value, new Constant(GraphModule.IsTrainable(value) ? new TorchSharp.Modules.Parameter(data) : data));
            _owned.Add(value);
            _cuts.RemoveAll(cut => cut.Own == value);
        }
    }

    private static (int Axis, long Start, long Length, Tensor? Kept) Along(int axis, long[] kept, Value source)
    {
        if (kept.Length == 0)
        {
            throw new GraphException($"All positions along axis {axis} of '{source.Name}' would be left out; at least one has to stay.");
        }

        var isRange = kept[^1] - kept[0] == kept.Length - 1;
        using var scope = NewDisposeScope();
        return (axis, kept[0], kept.Length, isRange ? null : tensor(kept, device: source.Constant!.Tensor.device).DetachFromDisposeScope());
    }

    private void Cut()
    {
        foreach (var (own, source, cuts) in _cuts)
        {
            using var scope = NewDisposeScope();
            var data = source.Constant!.Tensor.alias();
            foreach (var (axis, start, length, kept) in cuts)
            {
                data = kept is null ? data.narrow(axis, start, length) : data.index_select(axis, kept);
            }

            _graph.SetConstant(own, new Constant(data));
        }
    }
}
