namespace Occam.Models.Losses;

/// <summary>What the options of all losses have in common.</summary>
public abstract record LossOptions
{
    /// <summary>The factor of the loss, at least 0. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public virtual IEnumerable<string> Problems() => OptionRange.NotNegative(nameof(Weight), Weight);
}
