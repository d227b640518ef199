namespace Occam.Models.Pruners;

/// <summary>Which channels are ranked against each other.</summary>
public enum RankingScope
{
    /// <summary>All channels of all units together: the criterion decides how wide each unit stays.</summary>
    Global,

    /// <summary>The channels of each unit alone: every unit loses the same share.</summary>
    Local,

    /// <summary>
    /// The channels of units that are built alike, from the same operators; every such family loses the same share (G. Fang et al., "Isomorphic
    /// Pruning for Vision Models", 2024).
    /// </summary>
    Isomorphic,
}
