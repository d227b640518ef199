using Occam.Core.Configs;

namespace Occam.Models.Algorithms;

/// <summary>A subnet that is trained jointly with others.</summary>
public sealed record SlimmableSubnet
{
    /// <summary>The subnet's YAML, as <c>occam search</c> writes it.</summary>
    [FilePath]
    public required string File { get; init; }
}
