namespace Occam.Models.Architectures;

/// <summary>A network of the zoo under its usual name.</summary>
/// <param name="Name">The name, for example <c>resnet20</c>.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Options">Its shape.</param>
public sealed record NamedArchitecture(string Name, string Description, ArchitectureOptions Options);
