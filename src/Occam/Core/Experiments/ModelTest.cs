using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Onnx.Runtime;

namespace Occam.Core.Experiments;

/// <summary>Measures a model file as its users will run it: in ONNX Runtime.</summary>
internal static class ModelTest
{
    /// <summary>The share of images that a model file classifies rightly, 0 to 1.</summary>
    /// <param name="path">The ONNX file; its batch dimension is open.</param>
    /// <param name="images">The images with labels, in order.</param>
    /// <param name="threads">Threads of ONNX Runtime, at least 1.</param>
    /// <param name="cancellation">Ends the test between two batches.</param>
    public static double Accuracy(string path, BatchLoader images, int threads, CancellationToken cancellation)
    {
        using var session = new OnnxSession(path, new OnnxSessionOptions { Threads = threads });
        return Evaluator.Accuracy(Evaluator.Predict(batch => session.Run([batch])[0].flatten(1), images, cancellation), images.Dataset);
    }
}
