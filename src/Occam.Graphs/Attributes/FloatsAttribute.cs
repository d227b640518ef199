namespace Occam.Graphs.Attributes;

/// <summary>32-bit floats.</summary>
/// <param name="Values">The values.</param>
public sealed record FloatsAttribute(IReadOnlyList<float> Values) : AttributeValue;
