using Occam.Graphs.Channels;
using Occam.Onnx.Latency;
using Occam.Onnx.Runtime;

namespace Occam.Models.Pruners.Costs;

/// <summary>The latency in ONNX Runtime on this machine, in milliseconds, from measured kernels; see docs/methods/latency-aware-pruning.md.</summary>
/// <param name="latency">The network's latency as a function of widths.</param>
public sealed class LatencyModel(NetworkLatency latency) : ICost
{
    /// <summary>Measures a network and those of its kernels that the table does not have.</summary>
    /// <param name="analysis">The network and its units.</param>
    /// <param name="table">The table; what is measured is added to it.</param>
    /// <param name="options">How the whole network is measured; default at least 20 runs and 1 s.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public LatencyModel(ChannelAnalysis analysis, LatencyTable table, LatencyOptions? options = null, CancellationToken cancellation = default)
        : this(new NetworkLatency(analysis, table, options, cancellation))
    {
    }

    /// <inheritdoc/>
    public string Name => "measured latency";

    /// <inheritdoc/>
    public double Of(IReadOnlyList<int> removed) => latency.Milliseconds(removed);
}
