namespace Occam.Datasets.Mixing;

/// <summary>What a mix is made from beside its options.</summary>
/// <param name="Layout">The order of the axes that the network takes.</param>
public sealed record MixContext(InputLayout Layout);
