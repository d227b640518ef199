namespace Occam.Core.Experiments;

/// <summary>What an experiment reached.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Model">The trained network's ONNX file.</param>
/// <param name="Accuracy">The share of test images that the file classifies rightly in ONNX Runtime, 0 to 1; null for data without labels.</param>
/// <param name="TrainedAccuracy">The same measured in TorchSharp on the trained network, before export; null for data without labels.</param>
/// <param name="Parameters">The file's trained numbers.</param>
/// <param name="Macs">The file's multiply-accumulates for one image.</param>
/// <param name="Steps">Steps trained, those before a resume included.</param>
/// <param name="Seconds">Time of this run, in seconds, since the last start.</param>
public sealed record ExperimentResult(string Name, string Model, double? Accuracy, double? TrainedAccuracy, long Parameters, long Macs, long Steps, double Seconds);
