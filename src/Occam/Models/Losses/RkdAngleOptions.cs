namespace Occam.Models.Losses;

/// <summary>The options of <see cref="RkdAngleLoss"/>; its weight is 50 by default.</summary>
public sealed record RkdAngleOptions : LossOptions
{
    /// <summary>Creates the defaults.</summary>
    public RkdAngleOptions() => Weight = 50;

    /// <summary>Whether each sample is scaled to length 1 first. Default true.</summary>
    public bool Normalise { get; init; } = true;
}
