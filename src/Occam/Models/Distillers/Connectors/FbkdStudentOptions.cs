namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="FbkdStudent"/>: none.</summary>
public sealed record FbkdStudentOptions;
