using Occam.Models.Losses;

namespace Occam.Models.Pruners.Training;

/// <summary>The options of <see cref="GroupLasso"/>.</summary>
public sealed record GroupLassoOptions
{
    /// <summary>The factor of the penalty, at least 0. Default 1e-4.</summary>
    public double Weight { get; init; } = 1e-4;

    /// <summary>The share of the run after which the penalty ends, over 0 to 1; pruning follows. Default 0.5.</summary>
    public double End { get; init; } = 0.5;

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems() =>
        [.. OptionRange.NotNegative(nameof(Weight), Weight), .. End is > 0 and <= 1 ? Array.Empty<string>() : [$"End has to be in (0, 1], but is {End}."]];
}
