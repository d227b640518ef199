namespace Occam.Core.Training.Hooks;

/// <summary>What was measured of a network in training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Epoch">Epochs done, with the part of the present one.</param>
/// <param name="Metrics">The figures by name: <c>top1</c>, <c>top5</c> (0 to 1), <c>loss</c>.</param>
/// <param name="Averaged">Whether averaged weights were measured in the place of the trained ones.</param>
public sealed record Evaluation(long Step, double Epoch, IReadOnlyDictionary<string, double> Metrics, bool Averaged);
