namespace Occam.Graphs.Channels;

/// <summary>A layer that read removed channels which emit a constant once they are zeroed.</summary>
/// <param name="Reader">The layer's node.</param>
/// <param name="Channels">How many of the channels that it read emit a constant other than zero, or nothing constant where <paramref name="WhyNot"/> says so.</param>
/// <param name="WhyNot">Why the constants are not kept in the layer's bias; null where they are.</param>
public sealed record CompensatedReader(string Reader, int Channels, string? WhyNot);
