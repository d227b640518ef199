using Occam.Core.Reports;

namespace Occam.Core.Compression;

/// <summary>What a resumed fine-tuning has to know beside its checkpoint.</summary>
/// <param name="Steps">The steps of the schedule; a time budget chose them before the first one.</param>
/// <param name="Done">What was measured so far.</param>
/// <param name="Seconds">The time spent so far.</param>
internal sealed record TrainingState(long Steps, IReadOnlyList<EpochFigures> Done, double Seconds);
