using Occam.Graphs;

namespace Occam.Models.Quantizers;

/// <summary>Values that are quantized with one scale and zero point.</summary>
/// <param name="Values">The values; where a clamp is absorbed, its output.</param>
/// <param name="Range">What they cover together.</param>
internal sealed record ScaleGroup(IReadOnlyList<Value> Values, ValueRange Range);
