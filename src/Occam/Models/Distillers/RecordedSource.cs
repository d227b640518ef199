using Occam.Graphs;

namespace Occam.Models.Distillers;

/// <summary>A tensor that is recorded.</summary>
/// <param name="Network">Whose it is: student, batch, or a teacher's name.</param>
/// <param name="Name">The value's name there.</param>
/// <param name="Shape">Its shape for the batch of the check.</param>
/// <param name="Value">The graph's value; null of the batch.</param>
internal sealed record RecordedSource(string Network, string Name, long[] Shape, Value? Value = null);
