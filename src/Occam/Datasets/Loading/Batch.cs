using static TorchSharp.torch;

namespace Occam.Datasets.Loading;

/// <summary>What one step of training or evaluation sees.</summary>
/// <param name="Images">The normalised images, float32 [N, C, H, W], or [N, H, W, C] where the network takes that.</param>
/// <param name="Labels">The labels, int64 [N], or null where the data has none.</param>
public sealed record Batch(Tensor Images, Tensor? Labels)
{
    /// <summary>The images' places in their data set, int64 [N]; null where they are not of one.</summary>
    public Tensor? Indices { get; init; }

    /// <summary>What the images were mixed with; null where they were not.</summary>
    public Mixture? Mixture { get; init; }

    /// <summary>The number of images.</summary>
    public int Count => (int)Images.size(0);
}
