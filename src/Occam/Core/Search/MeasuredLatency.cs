using Occam.Graphs;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Search;

/// <summary>The latency of subnets in ONNX Runtime on this machine: each is cut out and measured once, with one thread and one image.</summary>
/// <param name="space">The space.</param>
internal sealed class MeasuredLatency(SearchSpace space)
{
    private static readonly LatencyOptions Short = new() { WarmUp = TimeSpan.FromMilliseconds(20), MinimumDuration = TimeSpan.FromMilliseconds(100) };
    private readonly Dictionary<Subnet, double> _known = [];

    /// <summary>The median in milliseconds.</summary>
    public double Of(Subnet subnet)
    {
        if (!_known.TryGetValue(subnet, out var latency))
        {
            using var scope = NewDisposeScope();
            using Graph graph = space.Resolve(subnet);
            using var session = new OnnxSession(graph, new OnnxSessionOptions { Threads = 1 });
            _known[subnet] = latency = LatencyMeter.Measure(session, RandomInputs.For(graph), Short).Median;
        }

        return latency;
    }
}
