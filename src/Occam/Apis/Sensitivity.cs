using Occam.Core.Pruning;
using Occam.Core.Reports;
using Occam.Graphs.Native;

namespace Occam.Apis;

/// <summary>Measures how much each unit of a classifier matters: each alone loses channels, and the rest is measured.</summary>
public static class Sensitivity
{
    /// <summary>Measures, and leaves sensitivity.csv, sensitivity.json and sensitivity.html in the output folder.</summary>
    /// <param name="options">What to measure.</param>
    /// <param name="progress">Told each new measurement on the calling thread; default nothing.</param>
    /// <param name="cancellation">Stops between two measurements; those made stay in sensitivity.csv and are not made again.</param>
    /// <exception cref="CompressException">The options, the model or the folder have to change.</exception>
    /// <exception cref="Graphs.GraphException">The network cannot be run, or nothing can be pruned.</exception>
    /// <exception cref="Onnx.OnnxException">The model is no sound ONNX file.</exception>
    /// <exception cref="Datasets.DataException">The data cannot be read or do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SensitivityReport Run(SensitivityOptions options, Action<SensitivityPoint>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new CompressException($"Measuring cannot start: {string.Join("; ", problems)}.", true);
        }

        if (!File.Exists(options.Model))
        {
            throw new CompressException($"There is no model '{options.Model}'.", true);
        }

        LibTorch.EnsureReady();
        return new SensitivityRun(options, progress ?? (_ => { }), cancellation).Run();
    }
}
