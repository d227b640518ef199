namespace Occam.Graphs.Attributes;

/// <summary>Text, as the bytes that the file holds (UTF-8 by convention).</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record StringAttribute(ReadOnlyMemory<byte> Bytes) : AttributeValue;
