using Occam.Models.Losses;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>The options of <see cref="Zskt"/>.</summary>
public sealed record ZsktOptions : DataFreeOptions
{
    /// <summary>Steps of the generator in each step of the run, at least 1. Default 1.</summary>
    public int GeneratorSteps { get; init; } = 1;

    /// <summary>Steps of the student behind them, each on new images, at least 1. Default 10.</summary>
    public int StudentSteps { get; init; } = 10;

    /// <summary>What the generator drives up and the student down. Default weight 2.</summary>
    public KlDivergenceOptions Divergence { get; init; } = new() { Weight = 2 };

    /// <summary>The attention losses' weight. Default 250.</summary>
    public AttentionTransferOptions Attention { get; init; } = new() { Weight = 250 };

    /// <summary>The maps whose attention the student learns. Default none.</summary>
    public IReadOnlyList<ZsktPair> Maps { get; init; } = [];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => [.. OptionRange.AtLeast(nameof(GeneratorSteps), GeneratorSteps, 1), .. OptionRange.AtLeast(nameof(StudentSteps), StudentSteps, 1)];
}
