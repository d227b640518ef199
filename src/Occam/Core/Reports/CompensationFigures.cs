using Occam.Graphs.Channels;

namespace Occam.Core.Reports;

/// <summary>What became of the constants that removed channels emitted (a bias, BatchNorm's shift), counted once for each layer that read them.</summary>
/// <param name="Kept">How many went into a bias.</param>
/// <param name="Lost">How many are gone.</param>
/// <param name="Layers">The layers that read them.</param>
public sealed record CompensationFigures(int Kept, int Lost, IReadOnlyList<CompensatedReader> Layers)
{
    /// <summary>Counts.</summary>
    public static CompensationFigures Of(Compensation compensation) => new(compensation.Kept, compensation.Lost, compensation.Readers);

    /// <summary>The figures in a sentence, with the reasons.</summary>
    public override string ToString()
    {
        var reasons = Layers.Where(layer => layer.WhyNot is not null).GroupBy(layer => layer.WhyNot).Select(group => $"{group.Sum(layer => layer.Channels)}: the layer {group.Key}");
        return $"constants of removed channels kept in the bias of a layer that read them: {Kept}; lost: {Lost}{(Lost > 0 ? $" ({string.Join("; ", reasons)})" : string.Empty)}";
    }
}
