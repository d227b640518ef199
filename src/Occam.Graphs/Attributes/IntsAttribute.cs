namespace Occam.Graphs.Attributes;

/// <summary>Integers.</summary>
/// <param name="Values">The values.</param>
public sealed record IntsAttribute(IReadOnlyList<long> Values) : AttributeValue;
