namespace Occam.Models.Pruners.Training;

/// <summary>How the share of a cost that may stay falls from 1 to the target t over R rounds; r is the round, from 1.</summary>
public enum PruningCurve
{
    /// <summary>At once, in one round.</summary>
    OneShot,

    /// <summary>1 - (1 - t) r / R: the same amount every round.</summary>
    Linear,

    /// <summary>t + (1 - t) (1 - r / R)³: most at first (M. Zhu, S. Gupta, "To prune, or not to prune", 2017, eq. 1).</summary>
    Cubic,

    /// <summary>t^(r / R): the same share of what is left every round.</summary>
    Geometric,
}
