using static TorchSharp.torch;

namespace Occam.Datasets.Loading;

/// <summary>How the examples of a data set become a tensor: read into a slot on any thread, made a tensor on the reader's.</summary>
internal abstract class BatchForm
{
    /// <summary>The sizes of an example in a batch, without the batch axis.</summary>
    public abstract IReadOnlyList<long> Shape { get; }

    /// <summary>The form of a data set.</summary>
    /// <exception cref="ArgumentException">Normalisation or options do not fit the data.</exception>
    public static BatchForm Of(Dataset dataset, Normalisation normalisation, LoaderOptions options) => dataset switch
    {
        ImageDataset images => new ImageForm(images, normalisation, options),
        TensorDataset tensors => new TensorForm(tensors, options),
        _ => throw new ArgumentException($"A data set is an ImageDataset or a TensorDataset, but is a {dataset.GetType().Name}.", nameof(dataset)),
    };

    /// <summary>Buffers for a batch.</summary>
    public abstract BatchSlot NewSlot(int batchSize);

    /// <summary>Reads an example.</summary>
    /// <param name="slot">The buffers.</param>
    /// <param name="position">The example's place in the batch.</param>
    /// <param name="index">The example.</param>
    /// <param name="random">Where its changes come from.</param>
    public abstract void Fill(BatchSlot slot, int position, int index, SplitMix random);

    /// <summary>Makes the tensor of a filled slot, in the current dispose scope.</summary>
    public abstract Tensor ToTensor(BatchSlot slot, int count);
}
