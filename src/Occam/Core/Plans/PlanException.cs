namespace Occam.Core.Plans;

/// <summary>A plan cannot be read or does not fit the network; the message lists every problem with file, line and column.</summary>
public sealed class PlanException(string message) : Exception(message);
