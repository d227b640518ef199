namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="FbkdTeacher"/>: none.</summary>
public sealed record FbkdTeacherOptions;
