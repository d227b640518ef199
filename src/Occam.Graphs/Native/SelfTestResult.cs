namespace Occam.Graphs.Native;

/// <summary>What the convolution self-test found.</summary>
/// <param name="Passed">Whether every convolution and gradient was within 1e-4 of float64.</param>
/// <param name="WorstError">The largest relative error, max |a-b| / max |b|; infinite where a result was not finite.</param>
/// <param name="WorstCase">The shape that had it.</param>
public sealed record SelfTestResult(bool Passed, double WorstError, string WorstCase);
