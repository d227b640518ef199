namespace Occam.Models.Pruners.Criteria;

/// <summary>The options of a criterion that has none.</summary>
public sealed record CriterionOptions;
