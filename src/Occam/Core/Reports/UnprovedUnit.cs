namespace Occam.Core.Reports;

/// <summary>A unit that lost channels and that the oracle does not cover: removing its channels is not the same as zeroing them, so that only shapes and running are checked.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Removed">How many channels left it.</param>
/// <param name="Reason">Why it is not the same.</param>
public sealed record UnprovedUnit(string Unit, int Removed, string Reason);
