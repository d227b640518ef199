using Occam.Onnx.Runtime;

namespace Occam.Apis;

/// <summary>What <see cref="Quantize"/> reached.</summary>
/// <param name="Model">The written file.</param>
/// <param name="Calibration">What it was calibrated with, in words.</param>
/// <param name="IntegerLayers">Weighted layers that run as integers in ONNX Runtime, or were written as integers for a runtime that was not run.</param>
/// <param name="Layers">Weighted layers in all.</param>
/// <param name="Differences">The largest difference of each output from the float network's over the calibration batches, both in ONNX Runtime, relative to the largest magnitude.</param>
public sealed record QuantizeResult(string Model, string Calibration, int IntegerLayers, int Layers, IReadOnlyList<OutputDifference> Differences);
