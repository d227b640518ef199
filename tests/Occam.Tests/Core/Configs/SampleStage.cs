namespace Occam.Tests.Core.Configs;

/// <summary>A positional record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">A share.</param>
public sealed record SampleStage(string Name, double Share = 0.5);
