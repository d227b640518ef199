namespace Occam.Graphs.Attributes;

/// <summary>An integer.</summary>
/// <param name="Value">The value.</param>
public sealed record IntAttribute(long Value) : AttributeValue;
