namespace Occam.Core.Reports;

/// <summary>One epoch of fine-tuning.</summary>
/// <param name="Epoch">The epoch, from 1; 0 is the pruned network before any training.</param>
/// <param name="Loss">The mean loss of the epoch; null before training.</param>
/// <param name="Accuracy">Top-1 accuracy on the test images, 0 to 1; null where they have no labels.</param>
/// <param name="Agreement">The share of test images that get the same class from the original, 0 to 1.</param>
public sealed record EpochFigures(int Epoch, double? Loss, double? Accuracy, double Agreement);
