namespace Occam.Core.Reports;

/// <summary>What a network costs, for one example.</summary>
/// <param name="Macs">Multiply-accumulate operations.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="ActivationBytes">Bytes that its nodes write.</param>
/// <param name="FileBytes">The file's size in bytes.</param>
/// <param name="LatencyMilliseconds">The median time of a run in ONNX Runtime.</param>
/// <param name="Accuracy">Top-1 accuracy on the test images, 0 to 1; null without labelled data.</param>
public sealed record PruneFigures(long Macs, long Parameters, long ActivationBytes, long FileBytes, double LatencyMilliseconds, double? Accuracy);
