using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Models.Architectures;

/// <summary>
/// The network in which DARTS searches (Liu et al. 2019, "DARTS: differentiable architecture search"): every edge of every cell is the mixture of all operations. The architecture
/// parameters are two tables [edges, operations], one for all cells that keep the size and one for those that halve it, small random numbers at first. Pools are followed by
/// BatchNorm; weights are drawn as all of Occam's.
/// </summary>
public static class DartsSupernet
{
    /// <summary>The name of the table of cells that keep the image's size.</summary>
    public const string Normal = "normal";

    /// <summary>The name of the table of cells that halve it.</summary>
    public const string Reduction = "reduction";

    private const double Deviation = 1e-3;

    /// <summary>Builds the network.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of weights and architecture parameters.</param>
    /// <returns>A graph with the input <c>image</c> and the output <c>logits</c>; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(DartsOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("darts", seed);
        var tables = new Dictionary<bool, Table>();
        Table TableOf(bool halves)
        {
            if (!tables.TryGetValue(halves, out var table))
            {
                tables[halves] = table = new(builder, halves ? Reduction : Normal, options.Edges);
            }

            return table;
        }

        var logits = new DartsSkeleton(options, builder).Add((name, states, node, halves) =>
        {
            var edges = states.Select((state, from) => Edge(builder, TableOf(halves), state, $"{name}.from{from}", DartsOptions.EdgeAt(node, from), halves && from < 2 ? 2 : 1)).ToArray();
            return builder.Apply("Sum", name, edges);
        });
        return builder.Build(("logits", logits));
    }

    /// <summary>The table of architecture parameters of a graph, or null where it has no such cells.</summary>
    /// <param name="graph">The search network.</param>
    /// <param name="table"><see cref="Normal"/> or <see cref="Reduction"/>.</param>
    /// <returns>A row of logits for each edge.</returns>
    public static double[][]? Parameters(Graph graph, string table)
    {
        if (graph.Find(table)?.Constant is not { } constant)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return [.. constant.Tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray().Chunk((int)constant.Dimensions[1])];
    }

    /// <summary>Whether a graph has places where candidates are mixed.</summary>
    internal static bool Is(Graph graph) => graph.Nodes.Any(node => node.Operator is WeightedChoice);

    private static Value Edge(GraphBuilder builder, Table table, Value state, string name, int row, int stride)
    {
        var candidates = DartsOperations.Names.Select(operation => (operation, operation == DartsOperations.None
            ? null
            : DartsOperations.Add(builder, state, operation, $"{name}.{operation}", stride, normalisePools: true))).ToArray();
        return builder.WeightedChoice(table.Logits, name, row, candidates, table.Noise, table.Temperature);
    }

    // Noise and temperature are there for the Gumbel softmax; at rest they change nothing.
    private sealed class Table
    {
        public Table(GraphBuilder builder, string name, int edges)
        {
            using var scope = NewDisposeScope();
            Logits = builder.Drawn(name, Deviation, edges, DartsOperations.Names.Count);
            Noise = builder.Constant($"{name}.noise", zeros(edges, DartsOperations.Names.Count));
            Temperature = builder.Number($"{name}.temperature", 1);
        }

        public Value Logits { get; }

        public Value Noise { get; }

        public Value Temperature { get; }
    }
}
