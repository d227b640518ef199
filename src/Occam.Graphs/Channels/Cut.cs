namespace Occam.Graphs.Channels;

/// <summary>Whole positions along one axis of a value that leave.</summary>
/// <param name="Value">The value: a constant that is sliced, or an activation that gets narrower by it.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Positions">The positions, ascending.</param>
public sealed record Cut(Value Value, int Axis, IReadOnlyList<long> Positions);
