using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using Occam.Models.Mutables;
using Occam.Models.Mutators;
using static TorchSharp.torch;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// A supernet with its mutables: a graph that holds all candidates, whose weights all subnets share. <see cref="Resolve"/> cuts one of its networks out as a plain graph.
/// </summary>
public sealed class SearchSpace
{
    private readonly PathMutable[] _paths;
    private readonly ChannelWidth[] _widths;
    private readonly KernelSize[] _kernels;

    /// <summary>Makes a space of a graph and its mutables.</summary>
    /// <param name="graph">The supernet; not owned.</param>
    /// <param name="mutables">Its mutables, in the order in which subnets are to list them.</param>
    /// <param name="analysis">The analysis that the widths are of; null where there are none.</param>
    /// <exception cref="ArgumentException">There are no mutables, or they do not fit each other, or there are widths without an analysis.</exception>
    public SearchSpace(Graph graph, IEnumerable<Mutable> mutables, ChannelAnalysis? analysis = null)
    {
        (Graph, Analysis, Mutables) = (graph, analysis, [.. mutables]);
        Mutator = new(Mutables);
        _paths = [.. Mutables.OfType<PathMutable>()];
        _widths = [.. Mutables.OfType<ChannelWidth>()];
        _kernels = [.. Mutables.OfType<KernelSize>()];
        if (Mutables.Count == 0)
        {
            throw new ArgumentException($"Graph '{graph.Name}' has no mutables, so there is nothing to search.", nameof(mutables));
        }

        if (_widths.Length > 0 && analysis is null)
        {
            throw new ArgumentException("Widths need the analysis that their units are of.", nameof(analysis));
        }
    }

    /// <summary>The supernet.</summary>
    public Graph Graph { get; }

    /// <summary>The analysis that the widths are of; null where there are none.</summary>
    public ChannelAnalysis? Analysis { get; }

    /// <summary>The mutables, in order.</summary>
    public IReadOnlyList<Mutable> Mutables { get; }

    /// <summary>Draws, changes and crosses subnets.</summary>
    public OneShotMutator Mutator { get; }

    /// <summary>Whether subnets differ only in the paths that they take, so that none of their weights is cut.</summary>
    public bool IsPathsOnly => _widths.Length == 0 && _kernels.Length == 0;

    /// <summary>Finds the choices and mixtures of a supernet, and the widths and windows that it states.</summary>
    /// <param name="graph">The supernet; not owned.</param>
    /// <exception cref="GraphException">It has none, or one is malformed.</exception>
    public static SearchSpace Of(Graph graph)
    {
        var (widths, kernels) = (WidthChoices.Of(graph), KernelChoices.Of(graph));
        var analysis = widths is null && kernels is null ? null : ChannelAnalysis.Run(graph);
        Mutable[] mutables = [.. graph.Nodes.Where(PathMutable.Is).Select(PathMutable.Of), .. widths?.Mutables(analysis!) ?? [], .. kernels?.Mutables(graph) ?? []];
        return mutables.Length > 0
            ? new(graph, mutables, analysis)
            : throw new GraphException($"Graph '{graph.Name}' is no supernet: it has no choices, mixtures, widths or windows. Build one with a search space, for example `type: spos_shufflenet`, or `type: onnx_units` of any network.");
    }

    /// <summary>The input that each choice of the graph takes in a subnet, as <see cref="Graphs.Execution.GraphModule.Select"/> wants it.</summary>
    /// <exception cref="ArgumentException">The subnet is not of this space.</exception>
    public IReadOnlyDictionary<Node, int> Paths(Subnet subnet)
    {
        var chosen = Chosen(subnet);
        return _paths.ToDictionary(path => path.Node, path => path.InputOf(chosen[path.Group]));
    }

    /// <summary>Cuts a subnet out: a plain graph with its own copies of the weights that it has, whose outputs are those of the supernet under that subnet.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <returns>The graph; the caller disposes it. Nodes and weights keep their names.</returns>
    /// <exception cref="ArgumentException">The subnet is not of this space.</exception>
    public Graph Resolve(Subnet subnet) => Cut(subnet, () => Graph.Clone());

    /// <summary>As <see cref="Resolve"/>, but weights may be views of the supernet's: to be looked at, not trained. Takes no copy of a large supernet.</summary>
    internal Graph View(Subnet subnet) => Cut(subnet, Graph.CloneSharingData);

    private Graph Cut(Subnet subnet, Func<Graph> whole)
    {
        var chosen = Chosen(subnet);
        var removed = _widths.SelectMany(width => width.Removed(chosen[width.Group])).ToArray();
        var graph = removed.Length > 0 ? ChannelSlicer.Remove(Analysis!, removed) : whole();
        foreach (var kernel in _kernels)
        {
            KernelCrop.Apply(graph, kernel, kernel.Sizes[chosen[kernel.Group]]);
        }

        Follow(graph, chosen);
        return graph;
    }

    /// <summary>A subnet that runs with the supernet's own weights, which gradients reach, at its widths and kernels.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="device">Where it is computed; default the CPU.</param>
    /// <param name="isOwn">Constants of which the subnet has a copy of its own; default none.</param>
    internal NarrowedNetwork Narrow(Subnet subnet, Device? device = null, Func<Value, bool>? isOwn = null)
    {
        var chosen = Chosen(subnet);
        var cropped = _kernels.Select(kernel => (kernel, size: kernel.Sizes[chosen[kernel.Group]])).Where(pair => pair.size < pair.kernel.Node.Input(1).Constant!.Dimensions[2]).ToArray();
        var network = new NarrowedNetwork(
            Analysis ?? ChannelAnalysis.Run(Graph),
            _widths.SelectMany(width => width.Removed(chosen[width.Group])),
            cropped.SelectMany(pair => KernelCrop.Cuts(pair.kernel.Node, pair.size)),
            graph => Array.ForEach(cropped, pair => KernelCrop.SetWindow(graph.FindNode(pair.kernel.Node.Name)!, (int)pair.kernel.Node.Input(1).Constant!.Dimensions[2], pair.size)),
            device,
            isOwn);
        network.Select(_paths.ToDictionary(path => path.Node.Name, path => path.InputOf(chosen[path.Group]), StringComparer.Ordinal));
        return network;
    }

    /// <summary>The network of a narrowed subnet as it is trained: a plain graph with its own copies of the weights.</summary>
    /// <param name="network">What <see cref="Narrow"/> gave.</param>
    /// <param name="subnet">The subnet.</param>
    internal Graph Copy(NarrowedNetwork network, Subnet subnet)
    {
        var graph = network.Copy();
        Follow(graph, Chosen(subnet));
        return graph;
    }

    private void Follow(Graph graph, Dictionary<string, int> chosen)
    {
        foreach (var path in _paths)
        {
            Take(graph, graph.FindNode(path.Node.Name)!, path.InputOf(chosen[path.Group]));
        }

        graph.RemoveUnused();
        graph.Opsets.Remove(Choice.OwnDomain);
        WidthChoices.Remove(graph);
        KernelChoices.Remove(graph);
    }

    private static void Take(Graph graph, Node choice, int input)
    {
        var (output, taken) = (choice.Outputs[0]!, choice.Input(input));
        graph.ReplaceUses(output, taken);
        graph.Remove(choice);
    }

    private Dictionary<string, int> Chosen(Subnet subnet)
    {
        var genes = Mutator.Encode(subnet);
        return Mutator.Groups.Index().ToDictionary(pair => pair.Item.Key, pair => genes[pair.Index], StringComparer.Ordinal);
    }
}
