namespace Occam.Apis;

/// <summary>How far a compression is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Message">What is going on or was found, in words.</param>
/// <param name="Fraction">How much of the stage is done, 0 to 1; null where that is not known.</param>
/// <param name="IsMilestone">Whether the message is worth keeping in a log; others only show that work goes on and come many times a second.</param>
public sealed record CompressProgress(CompressStage Stage, string Message, double? Fraction, bool IsMilestone);
