using Occam.Models.Distillers.Connectors;

namespace Occam.Models.Distillers;

/// <summary>A connector with what it was made for.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Shape">The shape of what it is given.</param>
/// <param name="Counterpart">The shape on the other side of its loss.</param>
internal sealed record MadeConnector(Connector Connector, long[] Shape, long[]? Counterpart)
{
    /// <summary>Whether a tensor of a shape can be given, for any number of samples.</summary>
    public bool Takes(long[] shape) => Shape.AsSpan(1).SequenceEqual(shape.AsSpan(1));

    /// <summary>Whether it was made beside a tensor of that shape.</summary>
    public bool IsBeside(long[]? other) => (Counterpart ?? []).AsSpan().SequenceEqual(other ?? []);
}
