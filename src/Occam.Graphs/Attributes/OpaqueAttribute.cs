namespace Occam.Graphs.Attributes;

/// <summary>An attribute of a kind that Occam does not interpret, kept byte for byte.</summary>
/// <param name="Bytes">The attribute as the file holds it.</param>
public sealed record OpaqueAttribute(ReadOnlyMemory<byte> Bytes) : AttributeValue;
