using Occam.Datasets.Loading;

namespace Occam.Models.Pruners.Criteria;

/// <summary>Uniform random scores: what every other criterion has to beat.</summary>
public sealed class RandomImportance : IImportance
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public EvidenceKind Evidence => EvidenceKind.Weights;

    /// <inheritdoc/>
    public ScoreNormalisation Normalisation => ScoreNormalisation.None;

    /// <inheritdoc/>
    public IReadOnlyList<UnitScores> Score(ScoringContext context) =>
        [.. context.Analysis.Units.Select((unit, i) => new UnitScores([[.. unit.Channels.Select(channel => Draw(context.Seed, i, channel.Index))]]))];

    // 53 bits of a counter-based generator: the score depends on seed, unit and channel only.
    private static double Draw(int seed, int unit, int channel) => (new SplitMix(seed, unit, channel).Next() >> 11) * (1.0 / (1L << 53));
}
