using Occam.Datasets.Mixing;
using Occam.Datasets.Transforms;

namespace Occam.Datasets.Loading;

/// <summary>How a data set is cut into batches.</summary>
public sealed record LoaderOptions
{
    /// <summary>Images a batch, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Whether each epoch has an order of its own, and leaves out a last batch that is not full. Default no.</summary>
    public bool Shuffle { get; init; }

    /// <summary>The order of the axes that the network takes. Default channels first.</summary>
    public InputLayout Layout { get; init; }

    /// <summary>Random changes. Default none.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>Changes in the place of <see cref="Augmentation"/>, one after the other. Default null: that.</summary>
    public IReadOnlyList<Transform>? Transforms { get; init; }

    /// <summary>Ways to mix the images of a batch with each other; of several, one is chosen for each batch. Default none.</summary>
    public IReadOnlyList<BatchMix> Mixes { get; init; } = [];

    /// <summary>The seed of order and changes. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that read images ahead, at least 1; the batches do not depend on it. Default 1.</summary>
    public int Workers { get; init; } = 1;
}
