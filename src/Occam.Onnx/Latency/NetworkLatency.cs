using Occam.Graphs.Channels;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Latency;

/// <summary>
/// The latency of a network as a function of how many channels of each unit stay, from the measured times of its kernels: their sum, brought to what the
/// whole network was measured to take at full width.
/// </summary>
/// <remarks>
/// The whole network's profile gives three parts: kernels, which scale with widths as the table says (one factor for all, for caches that are colder than in
/// a model of one layer); reordering of images between kernels, which scales with the bytes of activations; and the rest (starting kernels), which stays.
/// </remarks>
public sealed class NetworkLatency
{
    // The most that starting one kernel takes, in milliseconds; what is beyond it was other programs' load while the whole network was measured.
    private const double MostStart = 0.005;

    private readonly List<SegmentLatency> _segments;
    private readonly List<SegmentModel> _models;
    private readonly double _factor;
    private readonly double _reordering;
    private readonly double _rest;
    private readonly double _elements;

    /// <summary>Measures a network at full width, and its kernels where the table does not have them.</summary>
    /// <param name="analysis">The network and its units.</param>
    /// <param name="table">The table; what is measured is added to it.</param>
    /// <param name="options">How the whole network is measured; default at least 20 runs and 1 s.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="OnnxException">ONNX Runtime cannot run the network.</exception>
    /// <exception cref="OperationCanceledException">Measuring was stopped.</exception>
    public NetworkLatency(ChannelAnalysis analysis, LatencyTable table, LatencyOptions? options = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var sizes = analysis.Graph.Inputs.ToDictionary(input => input.Name, input => analysis.Shapes.Dimensions(input)!, StringComparer.Ordinal);
        double whole;
        using (var session = new OnnxSession(analysis.Graph, new OnnxSessionOptions { Threads = table.Machine.Threads }))
        {
            whole = LatencyMeter.Measure(session, RandomInputs.For(analysis.Graph, shapes: sizes), options, cancellation).P10;
        }

        var kernels = KernelProfile.Measure(analysis.Graph, table.Machine.Threads, sizes);
        var extents = Extent.Of(analysis);
        _models = [.. SegmentFinder.Find(analysis.Graph).Select(segment => new SegmentModel(segment, analysis.Shapes, extents))];
        _segments = [];
        foreach (var model in _models)
        {
            cancellation.ThrowIfCancellationRequested();
            _segments.Add(new SegmentLatency(model, table));
        }

        var sum = kernels.Sum(kernel => kernel.Milliseconds);
        var busy = Math.Min(1, whole / sum); // the parts never add up to more than the whole
        _reordering = busy * kernels.Where(SegmentModel.IsFeeding).Sum(kernel => kernel.Milliseconds);
        _rest = Math.Min(whole - (busy * sum), MostStart * kernels.Count);
        Full = (busy * sum) + _rest;
        Explained = _segments.Sum(segment => segment.Full);
        _factor = Explained > 0 ? ((busy * sum) - _reordering) / Explained : 0;
        _elements = Elements(new int[analysis.Units.Count]);
    }

    /// <summary>The measured latency at full width on a quiet machine, in milliseconds: kernels, reordering and starting them.</summary>
    public double Full { get; }

    /// <summary>The sum of the kernels' times in the table at full width, in milliseconds.</summary>
    public double Explained { get; }

    /// <summary>The latency, in milliseconds, where units lose channels.</summary>
    /// <param name="removed">How many channels of each unit leave.</param>
    /// <exception cref="OnnxException">ONNX Runtime cannot run a kernel that has to be measured.</exception>
    public double Milliseconds(IReadOnlyList<int> removed) =>
        (_factor * _segments.Sum(segment => segment.Milliseconds(removed))) + (_reordering * Elements(removed) / _elements) + _rest;

    private double Elements(IReadOnlyList<int> removed) =>
        _models.Sum(model => model.ResultElements(removed));
}
