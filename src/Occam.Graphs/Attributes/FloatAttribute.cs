namespace Occam.Graphs.Attributes;

/// <summary>A 32-bit float.</summary>
/// <param name="Value">The value.</param>
public sealed record FloatAttribute(float Value) : AttributeValue;
