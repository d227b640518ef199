namespace Occam.Models.Pruners;

/// <summary>How the scores that the operators of a unit give to a channel become one.</summary>
public enum GroupReduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>Their product.</summary>
    Product,
}
