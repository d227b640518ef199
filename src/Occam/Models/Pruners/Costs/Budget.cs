namespace Occam.Models.Pruners.Costs;

/// <summary>What may stay of a cost.</summary>
/// <param name="Cost">The cost.</param>
/// <param name="Target">The share of the whole network's figure that may stay, in (0, 1].</param>
/// <param name="Option">How a user sets the target, for messages, for example <c>--target-macs</c>.</param>
public sealed record Budget(ICost Cost, double Target, string Option);
