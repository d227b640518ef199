using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Ops;
using Occam.Models.Mutables;
using Occam.Models.Mutators;

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

    /// <summary>Finds the choices of a supernet.</summary>
    /// <param name="graph">The supernet; not owned.</param>
    /// <exception cref="GraphException">It has none, or one is malformed.</exception>
    public static SearchSpace Of(Graph graph)
    {
        var choices = graph.Nodes.Where(Choice.Is).Select(PathMutable.Of).ToArray();
        return choices.Length > 0
            ? new(graph, choices)
            : throw new GraphException($"Graph '{graph.Name}' is no supernet: it has no choices. Build one with a search space, for example `type: spos_shufflenet`.");
    }

    /// <summary>The input that each choice of the graph takes in a subnet, as <see cref="Graphs.Execution.GraphModule.Select"/> wants it.</summary>
    /// <exception cref="ArgumentException">The subnet is not of this space.</exception>
    public IReadOnlyDictionary<Node, int> Paths(Subnet subnet)
    {
        var chosen = Chosen(subnet);
        return _paths.ToDictionary(path => path.Node, path => chosen[path.Group]);
    }

    /// <summary>Cuts a subnet out: a plain graph with its own copies of the weights that it has, whose outputs are those of the supernet under that subnet.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <returns>The graph; the caller disposes it. Nodes and weights keep their names.</returns>
    /// <exception cref="ArgumentException">The subnet is not of this space.</exception>
    public Graph Resolve(Subnet subnet)
    {
        var chosen = Chosen(subnet);
        var removed = _widths.SelectMany(width => width.Removed(chosen[width.Group])).ToArray();
        var graph = removed.Length > 0 ? ChannelSlicer.Remove(Analysis!, removed) : Graph.Clone();
        foreach (var kernel in _kernels)
        {
            KernelCrop.Apply(graph, kernel, kernel.Sizes[chosen[kernel.Group]]);
        }

        foreach (var path in _paths)
        {
            Take(graph, graph.FindNode(path.Node.Name)!, chosen[path.Group]);
        }

        graph.RemoveUnused();
        graph.Opsets.Remove(Choice.OwnDomain);
        return graph;
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
