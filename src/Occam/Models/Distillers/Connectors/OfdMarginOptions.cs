namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="OfdMargin"/>: none.</summary>
public sealed record OfdMarginOptions;
