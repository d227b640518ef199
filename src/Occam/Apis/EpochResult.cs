namespace Occam.Apis;

/// <summary>What an epoch of <see cref="Train"/> reached.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean training loss.</param>
/// <param name="TestAccuracy">The share of test images that are classified rightly, 0 to 1.</param>
public sealed record EpochResult(int Epoch, double Loss, double TestAccuracy);
