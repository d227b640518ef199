namespace Occam.Datasets.Transforms;

/// <summary>What a transform is made from beside its options.</summary>
/// <param name="Size">The size that the network takes: what sizes of transforms are by default.</param>
public sealed record TransformContext(ImageSize Size);
