namespace Occam.Models.Losses;

/// <summary>The options of <see cref="L2Loss"/>.</summary>
public sealed record L2Options : LossOptions
{
    /// <summary>Whether each sample is flattened and scaled to length 1 first. Default true.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>What the squared distance is multiplied by, at least 0. Default 1.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Whether the root of the sum is taken. Default false.</summary>
    public bool Root { get; init; }

    /// <summary>Whether the number of elements divides, not the number of samples. Default false.</summary>
    public bool DivideByElements { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.NotNegative(nameof(Factor), Factor), .. base.Problems()];
}
