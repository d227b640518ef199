using Occam.Graphs;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Search;

/// <summary>The latency of subnets in ONNX Runtime on this machine: each is cut out and measured once, with one thread and one image.</summary>
/// <param name="space">The space.</param>
/// <param name="options">How long each is measured.</param>
/// <param name="cancellation">Stops measuring.</param>
internal sealed class MeasuredLatency(SearchSpace space, LatencyOptions options, CancellationToken cancellation)
{
    /// <summary>A tenth of a second, for every candidate.</summary>
    public static readonly LatencyOptions Short = new() { WarmUp = TimeSpan.FromMilliseconds(20), MinimumDuration = TimeSpan.FromMilliseconds(100) };

    /// <summary>Half a second, for what could win.</summary>
    public static readonly LatencyOptions Thorough = new() { WarmUp = TimeSpan.FromMilliseconds(100), MinimumDuration = TimeSpan.FromMilliseconds(500) };

    private readonly Dictionary<Subnet, double> _known = [];

    /// <summary>The median in milliseconds.</summary>
    public double Of(Subnet subnet)
    {
        if (!_known.TryGetValue(subnet, out var latency))
        {
            using var scope = NewDisposeScope();
            using Graph graph = space.View(subnet);
            using var session = new OnnxSession(graph, new OnnxSessionOptions { Threads = 1 });
            _known[subnet] = latency = LatencyMeter.Measure(session, RandomInputs.For(graph), options, cancellation).Median;
        }

        return latency;
    }
}
