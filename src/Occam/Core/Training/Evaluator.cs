using System.Runtime.InteropServices;
using Occam.Datasets;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Measures classifiers, however they are run.</summary>
public static class Evaluator
{
    /// <summary>The most probable class of every image, in the order of the data set.</summary>
    /// <param name="classify">Gives the logits [N, classes] of a batch of images, for example <c>module.call</c> or a session of ONNX Runtime.</param>
    /// <param name="loader">The images, not shuffled.</param>
    /// <param name="cancellation">Ends the run between two batches.</param>
    /// <exception cref="ArgumentException">The logits are not [N, classes].</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static int[] Predict(Func<Tensor, Tensor> classify, BatchLoader loader, CancellationToken cancellation = default)
    {
        var predictions = new int[loader.Dataset.Count];
        var done = 0;
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var batch in loader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var logits = classify(batch.Images);
            if (logits.Dimensions != 2 || logits.size(0) != batch.Count)
            {
                throw new ArgumentException($"The network has to give logits [{batch.Count}, classes], but gives [{string.Join(", ", logits.shape)}].", nameof(classify));
            }

            foreach (var label in MemoryMarshal.Cast<byte, long>(logits.argmax(1).contiguous().bytes))
            {
                predictions[done++] = (int)label;
            }

            scope.DisposeEverything();
        }

        return predictions;
    }

    /// <summary>The share of predictions that are the label, 0 to 1.</summary>
    /// <param name="predictions">One an image.</param>
    /// <param name="dataset">The images, with labels.</param>
    /// <exception cref="ArgumentException">The images have no labels, or there are more or fewer predictions.</exception>
    public static double Accuracy(IReadOnlyList<int> predictions, Dataset dataset)
    {
        if (!dataset.HasLabels || predictions.Count != dataset.Count || dataset.Count == 0)
        {
            throw new ArgumentException($"Accuracy needs a label an image: there are {predictions.Count} predictions for {dataset.Count} images {(dataset.HasLabels ? "with" : "without")} labels.", nameof(dataset));
        }

        return (double)predictions.Index().Count(pair => pair.Item == dataset.Label(pair.Index)) / predictions.Count;
    }

    /// <summary>The share of images on which two networks choose the same class, 0 to 1.</summary>
    /// <exception cref="ArgumentException">The numbers of predictions differ, or are 0.</exception>
    public static double Agreement(IReadOnlyList<int> predictions, IReadOnlyList<int> others)
    {
        if (predictions.Count != others.Count || predictions.Count == 0)
        {
            throw new ArgumentException($"Agreement needs as many predictions of both networks, but there are {predictions.Count} and {others.Count}.", nameof(others));
        }

        return (double)predictions.Zip(others).Count(pair => pair.First == pair.Second) / predictions.Count;
    }
}
