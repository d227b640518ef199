namespace Occam.Models.Losses;

/// <summary>The options of <see cref="RkdDistanceLoss"/>; its weight is 25 by default.</summary>
public sealed record RkdDistanceOptions : LossOptions
{
    /// <summary>Creates the defaults.</summary>
    public RkdDistanceOptions() => Weight = 25;

    /// <summary>Whether each sample is scaled to length 1 first. Default true.</summary>
    public bool Normalise { get; init; } = true;
}
