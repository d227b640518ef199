using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a DARTS network. The defaults are the search network of the paper; small images take a smaller one: width 8, 3 cells, 3 nodes.</summary>
public record DartsOptions : ArchitectureOptions
{
    /// <summary>Channels of the first cell's nodes, at least 1; each halving doubles them. Default 16.</summary>
    public int Width { get; init; } = 16;

    /// <summary>Cells, at least 1. Default 8.</summary>
    public int Cells { get; init; } = 8;

    /// <summary>Nodes of a cell beside its two inputs, at least 1. Default 4.</summary>
    public int Nodes { get; init; } = 4;

    /// <summary>The stem's channels as a multiple of the width, at least 1. Default 3.</summary>
    public int StemFactor { get; init; } = 3;

    /// <summary>Edges of a cell: each node has one from every state before it.</summary>
    internal int Edges => Nodes * (Nodes + 3) / 2;

    /// <inheritdoc/>
    protected override int SmallestSize => 8;

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => DartsSupernet.Build(this, seed);

    /// <summary>Whether a cell halves the image: those at a third and two thirds of all.</summary>
    internal bool Halves(int cell) => Cells >= 3 && (cell == Cells / 3 || cell == 2 * Cells / 3);

    /// <summary>The place of an edge among all of its cell.</summary>
    /// <param name="node">The node that it leads to, from 0.</param>
    /// <param name="from">The state that it comes from: the two inputs, then the nodes.</param>
    internal static int EdgeAt(int node, int from) => (node * (node + 3) / 2) + from;

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Width >= 1, $"Width has to be at least 1, but is {Width}."),
        (Cells >= 1, $"Cells has to be at least 1, but is {Cells}."),
        (Nodes >= 1, $"Nodes has to be at least 1, but is {Nodes}."),
        (StemFactor >= 1, $"StemFactor has to be at least 1, but is {StemFactor}."),
        (Cells < 3 || Size % 4 == 0, $"Size has to be divisible by 4, because the image is halved twice, but is {Size}."),
    ];
}
