namespace Occam.Graphs.Attributes;

/// <summary>A tensor.</summary>
/// <param name="Constant">The data; owned by the node.</param>
public sealed record TensorAttribute(Constant Constant) : AttributeValue;
