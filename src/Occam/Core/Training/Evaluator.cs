using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Measures classifiers.</summary>
public static class Evaluator
{
    /// <summary>The most probable class of every image.</summary>
    /// <param name="classify">Gives the logits [N, classes] of normalised images [N, C, H, W].</param>
    /// <param name="loader">The images, in order.</param>
    /// <param name="cancellation">Ends the run between two batches.</param>
    public static int[] Predict(Func<Tensor, Tensor> classify, BatchLoader loader, CancellationToken cancellation = default)
    {
        var predictions = new List<int>(loader.Dataset.Count);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var batch in loader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var best = classify(batch.Images).argmax(1).contiguous();
            foreach (var label in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(best.bytes))
            {
                predictions.Add((int)label);
            }

            scope.DisposeEverything();
        }

        return [.. predictions];
    }
}
