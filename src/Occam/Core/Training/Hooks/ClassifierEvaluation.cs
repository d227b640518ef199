using Occam.Datasets;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// Measures a classifier on labelled images: <c>top1</c> and <c>top5</c> are the shares of images, 0 to 1, whose label is the likeliest class or among the five likeliest (among all, where
/// there are fewer), <c>loss</c> is the mean cross-entropy without smoothing.
/// </summary>
/// <param name="algorithm">What is trained; its first network is measured, in the mode it is in. Not owned.</param>
/// <param name="loader">The images, not shuffled.</param>
public sealed class ClassifierEvaluation(Algorithm algorithm, BatchLoader loader)
{
    private const int Most = 5;

    /// <summary>Measures.</summary>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <exception cref="DataException">The images have no labels, or there are none.</exception>
    /// <exception cref="TrainingException">The network's output is not [N, classes].</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyDictionary<string, double> Measure(CancellationToken cancellation = default)
    {
        if (!loader.Dataset.HasLabels || loader.Dataset.Count == 0)
        {
            throw new DataException($"A classifier is measured on labelled images, but there are {loader.Dataset.Count:N0} {(loader.Dataset.HasLabels ? "with" : "without")} labels.");
        }

        var (loss, best, among, count) = (0.0, 0L, 0L, 0L);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var batch in loader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var logits = Logits(batch);
            var labels = batch.Labels!.to(logits.device);
            var hits = logits.topk((int)Math.Min(Most, logits.size(1)), 1).indexes.eq(labels.unsqueeze(1));
            best += hits.narrow(1, 0, 1).sum().item<long>();
            among += hits.sum().item<long>();
            loss += nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).item<float>();
            count += batch.Count;
            scope.DisposeEverything();
        }

        return new SortedDictionary<string, double>(StringComparer.Ordinal) { ["top1"] = (double)best / count, ["top5"] = (double)among / count, ["loss"] = loss / count };
    }

    private Tensor Logits(Batch batch)
    {
        var logits = algorithm.Modules[0].Module.call(batch.Images);
        return logits.Dimensions == 2 && logits.size(0) == batch.Count
            ? logits.to(ScalarType.Float32)
            : throw new TrainingException($"A classifier has to give logits [{batch.Count}, classes], but this network gives [{string.Join(", ", logits.shape)}].");
    }
}
