using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>What a criterion may look at.</summary>
/// <param name="Analysis">The analysed network.</param>
/// <param name="Data">Batches and the loss; null where there are none.</param>
/// <param name="Seed">The seed of criteria that draw numbers.</param>
public sealed record ScoringContext(ChannelAnalysis Analysis, CriterionData? Data = null, int Seed = 0);
