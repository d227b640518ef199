using System.Globalization;
using System.Text.RegularExpressions;
using Occam.Core.Configs;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Mutables;
using Occam.Onnx;

namespace Occam.Models.Architectures;

/// <summary>
/// The two cells of a DARTS network: for each node the edges that lead to it. Equal by content. Written as YAML, a choice a line: <c>normal.node0.from1: sep_conv_3x3</c>.
/// </summary>
public sealed partial class Genotype : IEquatable<Genotype>
{
    /// <summary>The name under which networks carry their genotype in their metadata.</summary>
    public const string MetadataKey = "occam.genotype";

    private readonly string _text;

    /// <summary>Makes a genotype.</summary>
    /// <param name="normal">The edges of each node of the cells that keep the size, at least one edge a node.</param>
    /// <param name="reduction">Those of the cells that halve it, of as many nodes.</param>
    /// <exception cref="ArgumentException">An edge comes from no earlier state, or has no such operation; the message says which.</exception>
    public Genotype(IReadOnlyList<IReadOnlyList<GenotypeEdge>> normal, IReadOnlyList<IReadOnlyList<GenotypeEdge>> reduction)
    {
        Normal = Checked(DartsSupernet.Normal, normal);
        Reduction = Checked(DartsSupernet.Reduction, reduction);
        if (normal.Count != reduction.Count)
        {
            throw new ArgumentException($"The cells have {normal.Count} and {reduction.Count} nodes; both need as many.", nameof(reduction));
        }

        _text = SubnetFile.Text(ToSubnet());
    }

    /// <summary>The cells that the paper found on CIFAR-10 by the second-order search (2.76 % errors there).</summary>
    public static Genotype DartsV2 { get; } = Parse("""
        normal.node0.from0: sep_conv_3x3
        normal.node0.from1: sep_conv_3x3
        normal.node1.from0: sep_conv_3x3
        normal.node1.from1: sep_conv_3x3
        normal.node2.from0: skip_connect
        normal.node2.from1: sep_conv_3x3
        normal.node3.from0: skip_connect
        normal.node3.from2: dil_conv_3x3
        reduction.node0.from0: max_pool_3x3
        reduction.node0.from1: max_pool_3x3
        reduction.node1.from1: max_pool_3x3
        reduction.node1.from2: skip_connect
        reduction.node2.from0: max_pool_3x3
        reduction.node2.from2: skip_connect
        reduction.node3.from1: max_pool_3x3
        reduction.node3.from2: skip_connect
        """);

    /// <summary>The edges of each node of the cells that keep the size, ordered by where they come from.</summary>
    public IReadOnlyList<IReadOnlyList<GenotypeEdge>> Normal { get; }

    /// <summary>Those of the cells that halve it.</summary>
    public IReadOnlyList<IReadOnlyList<GenotypeEdge>> Reduction { get; }

    /// <summary>Reads a file: YAML, or an ONNX file with a genotype in its metadata.</summary>
    /// <exception cref="GraphException">It cannot be read, or holds no genotype.</exception>
    public static Genotype Read(string path)
    {
        try
        {
            if (!Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                return Parse(File.ReadAllText(path));
            }

            using var graph = OnnxReader.Read(path);
            return Parse(graph.Info.Metadata.FirstOrDefault(pair => pair.Key == MetadataKey).Value ?? throw new GraphException($"'{path}' is no genotype: the network has no metadata '{MetadataKey}'."));
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"'{path}' is no genotype: {e.Message}", e);
        }
    }

    /// <summary>Reads YAML.</summary>
    /// <exception cref="ArgumentException">It is no genotype; the message says why.</exception>
    public static Genotype Parse(string yaml)
    {
        try
        {
            return Of(SubnetFile.Parse(yaml, "the genotype"));
        }
        catch (ConfigException e)
        {
            throw new ArgumentException($"It cannot be read as YAML of edges and operations: {e.Message}", nameof(yaml), e);
        }
    }

    /// <summary>The genotype that a subnet says, whose keys are edges and whose choices are operations.</summary>
    /// <exception cref="ArgumentException">It is no genotype; the message says why.</exception>
    public static Genotype Of(Subnet subnet)
    {
        var cells = new Dictionary<string, SortedDictionary<int, List<GenotypeEdge>>>(StringComparer.Ordinal) { [DartsSupernet.Normal] = [], [DartsSupernet.Reduction] = [] };
        foreach (var (key, operation) in subnet.Choices)
        {
            var match = Key().Match(key);
            if (!match.Success)
            {
                throw new ArgumentException($"'{key}' is no edge; one is written as normal.node0.from1 or reduction.node0.from1.", nameof(subnet));
            }

            var nodes = cells[match.Groups["cell"].Value];
            var node = int.Parse(match.Groups["node"].Value, CultureInfo.InvariantCulture);
            nodes.TryAdd(node, []);
            nodes[node].Add(new(int.Parse(match.Groups["from"].Value, CultureInfo.InvariantCulture), operation));
        }

        return new(Nodes(DartsSupernet.Normal), Nodes(DartsSupernet.Reduction));

        List<GenotypeEdge>[] Nodes(string cell) => cells[cell].Keys.SequenceEqual(Enumerable.Range(0, cells[cell].Count))
            ? [.. cells[cell].Values]
            : throw new ArgumentException($"The {cell} cell has edges to nodes {string.Join(", ", cells[cell].Keys)}, but a node is missing before them.", nameof(subnet));
    }

    /// <summary>A genotype drawn evenly, what a search has to be better than: two edges to each node, from two states, each with any operation.</summary>
    /// <param name="nodes">The nodes of a cell, at least 1.</param>
    /// <param name="seed">The seed.</param>
    public static Genotype Random(int nodes, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        var random = new SplitMix(seed);
        return new(Cell(), Cell());

        GenotypeEdge[][] Cell() => [.. Enumerable.Range(0, nodes).Select(node =>
        {
            var first = random.Below(node + 2);
            var second = random.Below(node + 1);
            return new[] { Edge(first), Edge(second < first ? second : second + 1) };
        })];

        GenotypeEdge Edge(int from) => new(from, DartsOperations.Names[1 + random.Below(DartsOperations.Names.Count - 1)]);
    }

    /// <summary>The genotype as a subnet: a choice for each edge that it has.</summary>
    public Subnet ToSubnet() => new([.. Choices(DartsSupernet.Normal, Normal), .. Choices(DartsSupernet.Reduction, Reduction)]);

    /// <summary>The edges of a node.</summary>
    /// <param name="halves">Whether of the cells that halve the size.</param>
    /// <param name="node">The node, from 0.</param>
    public IReadOnlyList<GenotypeEdge> EdgesOf(bool halves, int node) => (halves ? Reduction : Normal)[node];

    /// <inheritdoc/>
    public bool Equals(Genotype? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Genotype);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The genotype as YAML.</summary>
    public override string ToString() => _text;

    /// <summary>Refuses a genotype of another number of nodes.</summary>
    internal void ThrowIfNotOf(DartsOptions options)
    {
        if (Normal.Count != options.Nodes)
        {
            throw new ArgumentException($"The genotype's cells have {Normal.Count} nodes, but Nodes is {options.Nodes}.", nameof(options));
        }
    }

    private static IReadOnlyList<GenotypeEdge>[] Checked(string cell, IReadOnlyList<IReadOnlyList<GenotypeEdge>> nodes)
    {
        if (nodes.Count == 0)
        {
            throw new ArgumentException($"The {cell} cell has no nodes.", nameof(nodes));
        }

        foreach (var (place, edges) in nodes.Index())
        {
            if (edges.Count == 0 || edges.DistinctBy(edge => edge.From).Count() < edges.Count)
            {
                throw new ArgumentException($"Node {place} of the {cell} cell has {edges.Count} edges; at least one is wanted, each from another state.", nameof(nodes));
            }

            if (edges.FirstOrDefault(edge => edge.From < 0 || edge.From >= place + 2 || edge.Operation == DartsOperations.None || !DartsOperations.Names.Contains(edge.Operation)) is { } wrong)
            {
                throw new ArgumentException(
                    $"Node {place} of the {cell} cell has an edge '{wrong.Operation}' from {wrong.From}; from 0 to {place + 1} and {string.Join(", ", DartsOperations.Names.Skip(1))} are possible.", nameof(nodes));
            }
        }

        return [.. nodes.Select(edges => edges.OrderBy(edge => edge.From).ToArray())];
    }

    private static IEnumerable<KeyValuePair<string, string>> Choices(string cell, IReadOnlyList<IReadOnlyList<GenotypeEdge>> nodes) =>
        from pair in nodes.Index()
        from edge in pair.Item
        select KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{cell}.node{pair.Index}.from{edge.From}"), edge.Operation);

    [GeneratedRegex(@"^(?<cell>normal|reduction)\.node(?<node>\d{1,3})\.from(?<from>\d{1,3})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
