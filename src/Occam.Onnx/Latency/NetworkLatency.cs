using Occam.Graphs.Channels;
using Occam.Onnx.Runtime;

namespace Occam.Onnx.Latency;

/// <summary>
/// The latency of a network as a function of how many channels of each unit stay, from the measured times of its kernels: their sum, brought to what the
/// whole network was measured to take at full width (<see cref="LatencyCalibration"/>).
/// </summary>
public sealed class NetworkLatency
{
    private readonly List<SegmentLatency> _segments;
    private readonly List<SegmentModel> _models;
    private readonly LatencyCalibration _calibration;

    /// <summary>Measures a network at full width, and its kernels where the table does not have them.</summary>
    /// <param name="analysis">The network and its units.</param>
    /// <param name="table">The table; what is measured is added to it.</param>
    /// <param name="options">How the whole network is measured; default at least 20 runs and 1 s.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="OnnxException">ONNX Runtime cannot run the network.</exception>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public NetworkLatency(ChannelAnalysis analysis, LatencyTable table, LatencyOptions? options = null, CancellationToken cancellation = default)
    {
        var sizes = analysis.Graph.Inputs.ToDictionary(input => input.Name, input => analysis.Shapes.Dimensions(input)!, StringComparer.Ordinal);
        var extents = Extent.Of(analysis);
        _models = [.. SegmentFinder.Find(analysis.Graph).Select(segment => new SegmentModel(segment, analysis.Shapes, extents))];
        _segments = [];
        foreach (var model in _models)
        {
            cancellation.ThrowIfCancellationRequested();
            _segments.Add(new SegmentLatency(model, table));
        }

        var elements = Elements(new int[analysis.Units.Count]);
        Explained = _segments.Sum(segment => segment.Full);
        _calibration = LatencyCalibration.Measure(analysis.Graph, sizes, table, Explained, elements, options, cancellation);
        Full = _calibration.Milliseconds(Explained, elements);
    }

    /// <summary>The measured latency at full width on a quiet machine, in milliseconds: kernels, reordering and the run itself.</summary>
    public double Full { get; }

    /// <summary>The sum of the kernels' times in the table at full width, in milliseconds.</summary>
    public double Explained { get; }

    /// <summary>The latency, in milliseconds, where units lose channels.</summary>
    /// <param name="removed">How many channels of each unit leave.</param>
    /// <exception cref="OnnxException">ONNX Runtime cannot run a kernel that has to be measured.</exception>
    public double Milliseconds(IReadOnlyList<int> removed) =>
        _calibration.Milliseconds(_segments.Sum(segment => segment.Milliseconds(removed)), Elements(removed));

    private double Elements(IReadOnlyList<int> removed) => _models.Sum(model => model.ResultElements(removed));
}
