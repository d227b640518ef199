namespace Occam.Models.Architectures;

/// <summary>An edge that leads to a node of a cell.</summary>
/// <param name="From">The state that it comes from: 0 and 1 are the cell's inputs, then its nodes.</param>
/// <param name="Operation">What it does, one of <see cref="DartsOperations.Names"/> but none.</param>
public sealed record GenotypeEdge(int From, string Operation);
