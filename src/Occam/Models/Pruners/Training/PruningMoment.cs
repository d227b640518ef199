namespace Occam.Models.Pruners.Training;

/// <summary>Between what a training run is pruned.</summary>
public enum PruningMoment
{
    /// <summary>Between epochs.</summary>
    Epochs,

    /// <summary>Between any two steps.</summary>
    Steps,
}
