namespace Occam.Core.Training;

/// <summary>What a training step reports.</summary>
/// <param name="Total">The loss whose gradient was followed.</param>
/// <param name="Losses">Its parts by name, in a fixed order.</param>
public sealed record StepResult(double Total, IReadOnlyList<KeyValuePair<string, double>> Losses);
