namespace Occam.Models.Pruners;

/// <summary>What a criterion says of a unit.</summary>
/// <param name="Parts">For each operator that has a say, a score for each channel, at least 0; at least one part, comparable with each other.</param>
public sealed record UnitScores(IReadOnlyList<double[]> Parts);
