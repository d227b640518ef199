namespace Occam.Onnx.Quantization;

/// <summary>A weight and its bias as integers.</summary>
/// <param name="Integers">The weight's integers, in its layout.</param>
/// <param name="Scales">One scale an output channel (or one in all).</param>
/// <param name="Bias">The bias's integers at scale s_x * s_w, one an output channel; null where there is no bias.</param>
/// <param name="BiasScales">s_x * s_w, one an output channel; null where there is no bias.</param>
/// <param name="Widened">How many channels got a wider scale than their weights need, so that 32 bits hold the sums.</param>
internal sealed record QuantizedWeight(sbyte[] Integers, float[] Scales, int[]? Bias, float[]? BiasScales, int Widened);
