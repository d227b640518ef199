using Occam.Core.Compression;
using Occam.Core.Reports;
using Occam.Graphs.Native;

namespace Occam.Apis;

/// <summary>
/// The main job: an ONNX image classifier in, a smaller and faster one out. Prunes channels, fine-tunes with the original as teacher, quantizes to 8-bit
/// integers, measures, and leaves models, report and certificate in a folder.
/// </summary>
public static class Compress
{
    /// <summary>Compresses a network.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told how it goes, on the calling thread; default nothing.</param>
    /// <param name="cancellation">Stops at the next safe point; with <see cref="CompressOptions.Resume"/> the run goes on from there.</param>
    /// <returns>The report and where everything is.</returns>
    /// <exception cref="CompressException">The options, the folder or the data have to change, or a proof failed.</exception>
    /// <exception cref="Graphs.GraphException">The network cannot be run, or nothing can be pruned.</exception>
    /// <exception cref="Onnx.OnnxException">The model is no sound ONNX file.</exception>
    /// <exception cref="Datasets.DataException">The data cannot be read or do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static CompressResult Run(CompressOptions options, Action<CompressProgress>? progress = null, CancellationToken cancellation = default)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new CompressException($"Compression cannot start: {string.Join("; ", problems)}.", true);
        }

        if (!File.Exists(options.Model))
        {
            throw new CompressException($"There is no model '{options.Model}'.", true);
        }

        LibTorch.EnsureReady();
        if (options.Threads is { } threads)
        {
            LibTorch.Threads = threads;
        }

        using var journal = new RunJournal(progress, cancellation);
        journal.Begin(CompressStage.Read, $"reading {Path.GetFileName(options.Model)}");
        var input = FileDigest.Of(options.Model);
        var folder = RunFolder.Find(options, input);
        using var subject = Subject.Read(options);
        folder.Begin(options.Resume);
        journal.Attach(new RunLog(folder.Log, TimeProvider.System));
        journal.Note($"{Path.GetFileName(options.Model)}: {(subject.Spec.IsImage ? $"images {subject.Spec.Size}" : $"tensors [{string.Join(", ", subject.Spec.ExampleShape)}]")}; {subject.Data.Train.Count:N0} training and {subject.Data.Test.Count:N0} test images{(subject.Data.HasLabels ? string.Empty : ", no labels: the original is the yardstick")}");
        return new CompressionRun(options, subject, folder, journal).Run(input);
    }
}
