using Occam.Core.Reports;

namespace Occam.Apis;

/// <summary>What a prune left behind.</summary>
/// <param name="Report">The report; null where only a plan was wanted.</param>
/// <param name="Units">The units and their widths.</param>
/// <param name="Files">The files that were written.</param>
public sealed record PruneResult(PruneReport? Report, IReadOnlyList<UnitWidth> Units, IReadOnlyList<string> Files);
