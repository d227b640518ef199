using System.Collections.Frozen;
using Occam.Graphs;
using Occam.Graphs.Shapes;
using Occam.Onnx.Runtime;

namespace Occam.Onnx.Latency;

/// <summary>
/// The latency of whole networks by a table of kernels, so that networks of the same layers are measured layer by layer once and compared by adding up: what a search asks of
/// its candidates. One network, measured as a whole, calibrates the sums (<see cref="LatencyCalibration"/>).
/// </summary>
public sealed class TableLatency
{
    private readonly LatencyTable _table;

    /// <summary>Uses a calibration that is known.</summary>
    /// <param name="table">The table; what is not in it is measured when it is asked for.</param>
    /// <param name="calibration">The calibration.</param>
    public TableLatency(LatencyTable table, LatencyCalibration calibration) => (_table, Calibration) = (table, calibration);

    /// <summary>Calibrates by a network, which is measured as a whole.</summary>
    /// <param name="network">The network, for example the largest of those that are to be compared.</param>
    /// <param name="table">The table; what is not in it is measured when it is asked for.</param>
    /// <param name="options">How the whole network is measured; default at least 20 runs and 1 s.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="GraphException">The network's shapes cannot be found.</exception>
    /// <exception cref="OnnxException">ONNX Runtime cannot run the network.</exception>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public TableLatency(Graph network, LatencyTable table, LatencyOptions? options = null, CancellationToken cancellation = default)
    {
        _table = table;
        var (kernels, elements) = Sum(network, cancellation);
        Calibration = LatencyCalibration.Measure(network, null, table, kernels, elements, options, cancellation);
    }

    /// <summary>What brings the table's sums to the time of whole networks.</summary>
    public LatencyCalibration Calibration { get; }

    /// <summary>A network's latency for a batch of one, in milliseconds.</summary>
    /// <param name="graph">The network. A kernel that ONNX Runtime cannot run alone counts nothing.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="GraphException">The network's shapes cannot be found.</exception>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public double Milliseconds(Graph graph, CancellationToken cancellation = default)
    {
        var (kernels, elements) = Sum(graph, cancellation);
        return Calibration.Milliseconds(kernels, elements);
    }

    private (double Kernels, double Elements) Sum(Graph graph, CancellationToken cancellation)
    {
        var shapes = ShapeInference.Run(graph);
        var (kernels, elements) = (0.0, 0.0);
        foreach (var segment in SegmentFinder.Find(graph))
        {
            cancellation.ThrowIfCancellationRequested();
            var model = new SegmentModel(segment, shapes, FrozenDictionary<(string Value, int Axis), Extent>.Empty);
            kernels += new SegmentLatency(model, _table).Full;
            elements += model.ResultElements([]);
        }

        return (kernels, elements);
    }
}
