namespace Occam.Graphs.Attributes;

/// <summary>The value of a node's attribute; one sealed record a kind.</summary>
public abstract record AttributeValue;
