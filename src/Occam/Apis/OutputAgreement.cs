namespace Occam.Apis;

/// <summary>How near an output of a quantized network is to the float one's.</summary>
/// <param name="Output">Its name.</param>
/// <param name="Relative">The largest difference, relative to the largest magnitude of its batch; infinite where the two cannot be compared.</param>
/// <param name="SignalToNoise">10 log10 of the float output's power over that of the difference, in decibel; infinite where they are equal.</param>
/// <param name="Top1">The share of rows of its last axis whose largest number is at the same place; null where it has a single number.</param>
public sealed record OutputAgreement(string Output, double Relative, double SignalToNoise, double? Top1);
