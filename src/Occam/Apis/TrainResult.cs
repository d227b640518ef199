namespace Occam.Apis;

/// <summary>What <see cref="Train"/> reached.</summary>
/// <param name="TestAccuracy">The share of test images that are classified rightly, 0 to 1.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Output">The ONNX file.</param>
/// <param name="Elapsed">The time it took, since the last start.</param>
public sealed record TrainResult(double TestAccuracy, long Parameters, string Output, TimeSpan Elapsed);
