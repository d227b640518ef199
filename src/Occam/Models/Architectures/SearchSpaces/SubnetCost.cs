using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;
using Occam.Models.Mutables;
using Occam.Models.Pruners.Costs;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// Counts what a subnet costs without running, copying or cutting the network: the cost of each node is written down once, as a product of the widths it grows with; a
/// subnet's cost is the sum over the nodes on its path. Equal to the count of the network that <see cref="SearchSpace.Resolve"/> cuts out.
/// </summary>
public sealed class SubnetCost
{
    private readonly SearchSpace _space;
    private readonly Term[] _nodes;
    private readonly Term[] _constants;
    private readonly int[][] _inputs;
    private readonly int[][] _weights;
    private readonly int[] _groupOfChoice;
    private readonly int[] _outputs;

    /// <summary>Writes down the costs.</summary>
    /// <param name="space">The space; its graph is run once for the shapes.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults, a batch of one.</param>
    /// <exception cref="GraphException">A node cannot be computed for these sizes.</exception>
    public SubnetCost(SearchSpace space, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        _space = space;
        var graph = space.Graph;
        var shapes = ShapeInference.Run(graph, inputs);
        var index = graph.Nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var trained = graph.Constants.Where(GraphModule.IsTrainable).ToArray();
        var constantIndex = trained.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var factors = new Factors(space);
        _nodes = [.. graph.Nodes.Select(node => factors.Of(node, node.Operator?.Macs(node, shapes) ?? 0, shapes))];
        _constants = [.. trained.Select(factors.Of)];
        var paths = space.Mutables.OfType<PathMutable>().ToDictionary(path => path.Node);
        _inputs = [.. graph.Nodes.Select(node => Read(node, paths).Select(value => value?.Producer is { } producer ? index[producer] : -1).ToArray())];
        _weights = [.. graph.Nodes.Select(node => paths.ContainsKey(node) ? [] : node.Inputs.OfType<Value>().Where(constantIndex.ContainsKey).Select(value => constantIndex[value]).Distinct().ToArray())];
        _groupOfChoice = [.. graph.Nodes.Select(node => paths.TryGetValue(node, out var path) ? factors.GroupOf(path) : -1)];
        _outputs = [.. graph.Outputs.Select(value => value.Producer).OfType<Node>().Select(node => index[node])];
    }

    /// <summary>Counts a subnet.</summary>
    /// <exception cref="ArgumentException">The subnet is not of this space.</exception>
    public SubnetFigures Of(Subnet subnet) => Of(_space.Mutator.Encode(subnet));

    /// <summary>Counts the subnet of an index for each group.</summary>
    public SubnetFigures Of(ReadOnlySpan<int> genes)
    {
        var (seen, counted) = (new bool[_nodes.Length], new bool[_constants.Length]);
        var (macs, parameters) = (0L, 0L);
        var open = new Stack<int>(_outputs);
        while (open.TryPop(out var node))
        {
            if (seen[node])
            {
                continue;
            }

            seen[node] = true;
            macs += _nodes[node].At(genes);
            foreach (var weight in _weights[node])
            {
                parameters += counted[weight] ? 0 : _constants[weight].At(genes);
                counted[weight] = true;
            }

            Follow(node, genes, open);
        }

        return new(macs, parameters);
    }

    // Of a place where candidates meet, the candidate of each choice; else all that the node reads.
    private static IEnumerable<Value?> Read(Node node, Dictionary<Node, PathMutable> paths) => paths.TryGetValue(node, out var path)
        ? Enumerable.Range(0, path.Choices.Count).Select(choice => node.OptionalInput(path.InputOf(choice)))
        : node.Inputs.Concat(node.Captures);

    private void Follow(int node, ReadOnlySpan<int> genes, Stack<int> open)
    {
        if (_groupOfChoice[node] is >= 0 and var group)
        {
            if (_inputs[node][genes[group]] is >= 0 and var taken)
            {
                open.Push(taken);
            }

            return;
        }

        foreach (var input in _inputs[node])
        {
            if (input >= 0)
            {
                open.Push(input);
            }
        }
    }

    // amount * product over axes of (1 - sum over groups of what leaves)
    private readonly record struct Term(double Amount, (int Group, double[] Leaving)[][] Axes)
    {
        public long At(ReadOnlySpan<int> genes)
        {
            var product = Amount;
            foreach (var axis in Axes)
            {
                var left = 1.0;
                foreach (var (group, leaving) in axis)
                {
                    left -= leaving[genes[group]];
                }

                product *= left;
            }

            return (long)Math.Round(product);
        }
    }

    private sealed class Factors
    {
        private readonly SearchSpace _space;
        private readonly Dictionary<string, int> _groups;
        private readonly Dictionary<(Value, int), (int Group, double[] Leaving)[]> _axes = [];
        private readonly Dictionary<Node, (int Group, double[] Leaving)[]> _kernels = [];

        public Factors(SearchSpace space)
        {
            _space = space;
            _groups = space.Mutator.Groups.Index().ToDictionary(pair => pair.Item.Key, pair => pair.Index, StringComparer.Ordinal);
            if (space.Analysis is { } analysis)
            {
                var widths = space.Mutables.OfType<ChannelWidth>().ToDictionary(width => width.Unit);
                foreach (var (axis, shares) in ExtentCost.Shares(analysis))
                {
                    _axes[axis] = [.. shares.Where(share => widths.ContainsKey(analysis.Units[share.Unit])).Select(share => Leaving(widths[analysis.Units[share.Unit]], share.Share))];
                }
            }

            foreach (var kernel in space.Mutables.OfType<KernelSize>())
            {
                var full = (double)kernel.Node.Input(1).Constant!.Dimensions[2];
                _kernels[kernel.Node] = [(_groups[kernel.Group], [.. kernel.Sizes.Select(size => 1 - (size * size / (full * full)))])];
            }
        }

        public int GroupOf(PathMutable path) => _groups[path.Group];

        public Term Of(Node node, long macs, ShapeTable shapes)
        {
            if (macs == 0)
            {
                return new(0, []);
            }

            var axes = Enumerable.Range(0, shapes.Dimensions(node.Outputs[0]!)!.Length).Select(axis => (node.Outputs[0]!, axis)).Append(Contracted(node, shapes));
            return new(macs, [.. axes.Select(axis => _axes.GetValueOrDefault(axis)).Append(_kernels.GetValueOrDefault(node)).OfType<(int, double[])[]>().Where(axis => axis.Length > 0)]);
        }

        public Term Of(Value constant)
        {
            var axes = Enumerable.Range(0, constant.Constant!.Dimensions.Count).Select(axis => _axes.GetValueOrDefault((constant, axis)));
            var kernel = constant.Uses.Select(use => use.Index == 1 ? _kernels.GetValueOrDefault(use.Node) : null).FirstOrDefault(found => found is not null);
            return new(constant.Constant.Count, [.. axes.Append(kernel).OfType<(int, double[])[]>().Where(axis => axis.Length > 0)]);
        }

        private (Value, int) Contracted(Node node, ShapeTable shapes) => _space.Analysis is { } analysis
            ? MacsModel.Contracted(node, analysis)
            : (node.Input(0), (shapes.Dimensions(node.Input(0))?.Length ?? 1) - 1);

        private (int, double[]) Leaving(ChannelWidth width, double share) => (_groups[width.Group], [.. width.Widths.Select(kept => (width.Unit.Channels.Count - kept) * share)]);
    }
}
