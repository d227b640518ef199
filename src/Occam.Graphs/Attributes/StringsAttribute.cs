namespace Occam.Graphs.Attributes;

/// <summary>Texts, as the bytes that the file holds.</summary>
/// <param name="Values">The values.</param>
public sealed record StringsAttribute(IReadOnlyList<ReadOnlyMemory<byte>> Values) : AttributeValue;
