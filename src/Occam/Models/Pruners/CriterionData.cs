using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Models.Pruners;

/// <summary>The data that a criterion collects its statistics on.</summary>
/// <param name="loader">The batches; random changes and their order are the loader's.</param>
public sealed class CriterionData(BatchLoader loader)
{
    /// <summary>The batches.</summary>
    public BatchLoader Loader { get; } = loader;

    /// <summary>The most batches that are read, at least 1. Default 8.</summary>
    public int Batches { get; init; } = 8;

    /// <summary>
    /// The loss of each example, float [N], from the network's first output and the labels, int64 [N] (null where the data has none). Default
    /// the cross-entropy of logits [N, classes] with the labels; without labels, with the class that the network itself finds most probable.
    /// </summary>
    public Func<Tensor, Tensor?, Tensor> Loss { get; init; } = CrossEntropy;

    private static Tensor CrossEntropy(Tensor logits, Tensor? labels)
    {
        if (logits.Dimensions != 2)
        {
            throw new Graphs.GraphException($"A criterion by gradients takes the cross-entropy of logits [N, classes], but the network gives [{string.Join(", ", logits.shape)}]; set another loss, or take a criterion that needs none, such as l1.");
        }

        return nn.functional.cross_entropy(logits, labels ?? logits.detach().argmax(1), reduction: nn.Reduction.None);
    }
}
