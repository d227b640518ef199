using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>The images that models are compared on.</summary>
/// <param name="subject">The network and its data.</param>
/// <param name="batchSize">Images a batch.</param>
internal sealed class TestSet(Subject subject, int batchSize)
{
    /// <summary>The number of images.</summary>
    public int Count => subject.Data.Test.Count;

    /// <summary>The most probable class of every image, as a model file gives it in ONNX Runtime.</summary>
    public int[] Predict(string modelPath, int threads, CancellationToken cancellation)
    {
        using var session = new OnnxSession(modelPath, new OnnxSessionOptions { Threads = threads });
        return session.Inputs[0].Dimensions[0] is > 0 and var fixedBatch
            ? Predict(batch => RunFilled(session, batch, fixedBatch), (int)fixedBatch, cancellation)
            : Predict(batch => session.Run([batch])[0], batchSize, cancellation);
    }

    /// <summary>The most probable class of every image, as a graph gives it in TorchSharp.</summary>
    public int[] Predict(Graph graph, CancellationToken cancellation)
    {
        var executor = new GraphExecutor(graph);
        return Predict(batch => executor.Run([batch])[0], batchSize, cancellation);
    }

    /// <summary>The share of images whose class is their label; null where they have none.</summary>
    public double? Accuracy(int[] predictions) => subject.Data.HasLabels ? Evaluator.Accuracy(predictions, subject.Data.Test) : null;

    private int[] Predict(Func<Tensor, Tensor> classify, int size, CancellationToken cancellation) =>
        Evaluator.Predict(batch => classify(batch).flatten(1), subject.Batches(subject.Data.Test, size), cancellation);

    // The last batch is filled up for a model that takes no other size.
    private static Tensor RunFilled(OnnxSession session, Tensor batch, long size)
    {
        var count = batch.size(0);
        var filled = count == size ? batch : cat([batch, zeros([size - count, .. batch.shape[1..]])]);
        return session.Run([filled])[0].narrow(0, 0, count);
    }
}
