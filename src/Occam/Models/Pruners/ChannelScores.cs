namespace Occam.Models.Pruners;

/// <summary>How much each channel matters, reduced to one number and made comparable across units.</summary>
/// <param name="Criterion">The criterion's name.</param>
/// <param name="Units">For each unit, in the order of the analysis, a score for each channel.</param>
public sealed record ChannelScores(string Criterion, IReadOnlyList<IReadOnlyList<double>> Units);
