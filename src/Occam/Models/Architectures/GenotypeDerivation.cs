using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>
/// What architecture parameters mean (Liu et al. 2019, section 2.4): an edge is as strong as the largest of its operations' weights, none left out but counted in the softmax; each
/// node keeps the two strongest edges with that operation. Of equals the first counts: the earlier state, the earlier operation.
/// </summary>
public static class GenotypeDerivation
{
    private const int EdgesOfNode = 2;

    /// <summary>The genotype of a search network as it stands. Cells that it does not have are as the others.</summary>
    /// <exception cref="GraphException">The graph is no search network of DARTS.</exception>
    public static Genotype Of(Graph supernet)
    {
        var (normal, reduction) = (DartsSupernet.Parameters(supernet, DartsSupernet.Normal), DartsSupernet.Parameters(supernet, DartsSupernet.Reduction));
        return (normal ?? reduction) is null
            ? throw new GraphException($"Graph '{supernet.Name}' is no search network of DARTS: it has no architecture parameters.")
            : Of((normal ?? reduction)!, (reduction ?? normal)!);
    }

    /// <summary>The genotype of architecture parameters.</summary>
    /// <param name="normal">A row of logits for each edge, edges ordered by node, then by state; a column for each operation.</param>
    /// <param name="reduction">Those of the cells that halve the image.</param>
    /// <exception cref="ArgumentException">There are not as many rows and columns as a cell has edges and operations.</exception>
    public static Genotype Of(double[][] normal, double[][] reduction) => new(Cell(normal), Cell(reduction));

    private static List<GenotypeEdge[]> Cell(double[][] logits)
    {
        var nodes = new List<GenotypeEdge[]>();
        for (var first = 0; first < logits.Length; first += nodes.Count + 1)
        {
            var states = nodes.Count + 2;
            if (first + states > logits.Length || logits.Any(row => row.Length != DartsOperations.Names.Count))
            {
                throw new ArgumentException($"{logits.Length} rows do not make cells, which have 2, 5, 9, 14... edges, or are not of {DartsOperations.Names.Count} operations.", nameof(logits));
            }

            var edges = Enumerable.Range(0, states).Select(from => Strongest(logits[first + from], from)).ToArray();
            nodes.Add([.. edges.OrderByDescending(edge => edge.Strength).Take(EdgesOfNode).Select(edge => edge.Edge).OrderBy(edge => edge.From)]);
        }

        return nodes;
    }

    private static (GenotypeEdge Edge, double Strength) Strongest(double[] logits, int from)
    {
        var largest = logits.Max();
        var sum = logits.Sum(logit => Math.Exp(logit - largest));
        var best = Enumerable.Range(0, logits.Length).Where(k => DartsOperations.Names[k] != DartsOperations.None).MaxBy(k => logits[k]);
        return (new(from, DartsOperations.Names[best]), Math.Exp(logits[best] - largest) / sum);
    }
}
