using static TorchSharp.torch;

namespace Occam.Datasets.Loading;

/// <summary>That each image of a batch was mixed with another one (mixup, cutmix).</summary>
/// <param name="Labels">The labels of the other images, int64 [N].</param>
/// <param name="Share">The share of each batch's own label, 0 to 1.</param>
public sealed record Mixture(Tensor Labels, double Share);
