using Occam.Models.Losses;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>The options of <see cref="Dfad"/>.</summary>
public sealed record DfadOptions : DataFreeOptions
{
    /// <summary>Steps of the student in each step of the run, each on new images, at least 1. Default 5.</summary>
    public int StudentSteps { get; init; } = 5;

    /// <summary>Steps of the generator behind them, at least 1. Default 1.</summary>
    public int GeneratorSteps { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => [.. OptionRange.AtLeast(nameof(StudentSteps), StudentSteps, 1), .. OptionRange.AtLeast(nameof(GeneratorSteps), GeneratorSteps, 1)];
}
