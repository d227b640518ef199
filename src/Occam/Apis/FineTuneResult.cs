namespace Occam.Apis;

/// <summary>What <see cref="FineTune"/> did.</summary>
/// <param name="Steps">Training steps.</param>
/// <param name="Epochs">Times that every image was seen; a fraction where the time budget ended it early.</param>
/// <param name="Loss">The mean loss of the last epoch, or of the part that was run.</param>
/// <param name="Elapsed">The time it took.</param>
public sealed record FineTuneResult(long Steps, double Epochs, double Loss, TimeSpan Elapsed);
