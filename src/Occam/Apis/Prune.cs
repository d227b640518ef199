using Occam.Core.Pruning;
using Occam.Graphs.Native;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;

namespace Occam.Apis;

/// <summary>Prunes any network without training it: removes channels, proves the removal, measures, and leaves model, report and certificate in a folder.</summary>
public static class Prune
{
    /// <summary>Prunes a network, or only plans it.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told what is going on, in words, on the calling thread; default nothing.</param>
    /// <param name="cancellation">Stops between two steps; nothing is then written.</param>
    /// <exception cref="CompressException">The options or the folder have to change, or a proof failed.</exception>
    /// <exception cref="Graphs.GraphException">The network cannot be run, nothing can be pruned, a target cannot be reached, or the criterion needs data.</exception>
    /// <exception cref="Onnx.OnnxException">The model is no sound ONNX file, ONNX Runtime cannot run it, or the latency table is another machine's.</exception>
    /// <exception cref="Core.Plans.PlanException">The plan does not fit the network; the message says where.</exception>
    /// <exception cref="Datasets.DataException">The data cannot be read or do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PruneResult Run(PruneOptions options, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new CompressException($"Pruning cannot start: {string.Join("; ", problems)}.", true);
        }

        if (!File.Exists(options.Model))
        {
            throw new CompressException($"There is no model '{options.Model}'.", true);
        }

        if (options.Output is { } output && options.PlanOnly is null && !options.Overwrite && Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        {
            throw new CompressException($"The folder '{output}' is not empty; give another one, or --overwrite.", true);
        }

        var criterion = StandardCriteria.Create(options.Pruning.Criterion);
        if (criterion.Evidence != EvidenceKind.Weights && options.Data is null)
        {
            throw new CompressException($"The criterion '{criterion.Name}' looks at what the network computes: give images by --data, or take a criterion of the weights alone, such as l1.", true);
        }

        LibTorch.EnsureReady();
        return new PruneRun(options, progress ?? (_ => { }), cancellation).Run();
    }
}
