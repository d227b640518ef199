namespace Occam.Models.Pruners.Criteria;

/// <summary>The options of <see cref="HessianImportance"/>.</summary>
public sealed record HessianOptions
{
    /// <summary>The most examples that are differentiated one by one, at least 1. Default 64.</summary>
    public int Examples { get; init; } = 64;

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems() => Examples >= 1 ? [] : [$"examples have to be at least 1, but are {Examples}"];
}
