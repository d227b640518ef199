namespace Occam.Models.Pruners;

/// <summary>What the scores of a unit are divided by before units are compared; the names are DepGraph's.</summary>
public enum ScoreNormalisation
{
    /// <summary>As the criterion asks for.</summary>
    Default,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>They become (score - smallest) / (largest - smallest).</summary>
    Standard,
}
