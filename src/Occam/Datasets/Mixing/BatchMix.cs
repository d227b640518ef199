using Occam.Datasets.Loading;
using Occam.Datasets.Transforms;
using static TorchSharp.torch;

namespace Occam.Datasets.Mixing;

/// <summary>Mixes each image of a training batch with another one of it. What is random depends on seed, epoch and batch alone.</summary>
public abstract class BatchMix
{
    /// <summary>Mixes a batch.</summary>
    /// <param name="batch">The normalised images with their labels.</param>
    /// <param name="random">Where the choices come from.</param>
    /// <returns>
    /// A batch with <see cref="Batch.Mixture"/>: the labels of the other images, and each own label's share. Its tensors belong to the caller's dispose scope; the
    /// given ones stay.
    /// </returns>
    /// <exception cref="DataException">The images have no labels.</exception>
    public Batch Apply(Batch batch, ImageRandom random)
    {
        using var scope = NewDisposeScope();
        var labels = batch.Labels ?? throw new DataException($"{GetType().Name} mixes labels with the images, but the data has none. Take it out of training.mixes.");
        var others = from_array(random.Permutation(batch.Count)).to(ScalarType.Int64);
        var (images, share) = Mix(batch.Images, batch.Images.index_select(0, others), random);
        return batch with
        {
            Images = images.MoveToOuterDisposeScope(),
            Mixture = new(labels.index_select(0, others).MoveToOuterDisposeScope(), share),
        };
    }

    /// <summary>Mixes images.</summary>
    /// <param name="own">The images.</param>
    /// <param name="others">As many others; may be changed.</param>
    /// <param name="random">Where the choices come from.</param>
    /// <returns>The mixed images in the current dispose scope, and the share of <paramref name="own"/>, 0 to 1.</returns>
    protected abstract (Tensor Images, double Share) Mix(Tensor own, Tensor others, ImageRandom random);
}
