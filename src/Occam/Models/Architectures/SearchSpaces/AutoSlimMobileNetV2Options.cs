using Occam.Graphs;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// A slimmable MobileNetV2 (Yu and Huang 2019, "AutoSlim", section 4): 1.5 times as wide as usual, each unit from 2/12 to 12/12 of that.
/// </summary>
public sealed record AutoSlimMobileNetV2Options
{
    private const int Twelfths = 12;

    /// <summary>The network at full width. Default the small MobileNetV2 for 28x28, 1.5 times as wide; the paper's is the published table with a width multiplier of 1.5.</summary>
    public MobileNetV2Options Network { get; init; } = MobileNetV2Options.Small with { WidthMultiplier = 1.5 };

    /// <summary>What widths are rounded to a multiple of, at least 1. Default 8.</summary>
    public int Divisor { get; init; } = 8;

    /// <summary>Lists what is wrong; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Network.Problems().Concat(Divisor >= 1 ? [] : [$"Divisor has to be at least 1, but is {Divisor}."]);

    /// <summary>Builds the supernet with fresh weights.</summary>
    /// <param name="seed">The seed of the weights.</param>
    public Graph Build(int seed = 0)
    {
        var graph = Network.Build(seed);
        UnitSpace.Prepare(graph, depth: false, new([.. Enumerable.Range(2, Twelfths - 1).Select(twelfth => (double)twelfth / Twelfths)], Divisor));
        return graph;
    }
}
