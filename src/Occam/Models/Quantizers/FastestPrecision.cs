using Occam.Graphs;
using Occam.Onnx.Latency;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>
/// Keeps integers where they save time: regions and layers that are slower in integers than in float on this machine go back to float, in the end all of them. What is kept was measured as a
/// whole, in turns with the float network.
/// </summary>
/// <param name="graph">The float network.</param>
/// <param name="sample">Its inputs, of the sizes that count.</param>
/// <param name="threads">ONNX Runtime's threads, at least 1.</param>
/// <param name="cancellation">Stops measuring.</param>
internal sealed class FastestPrecision(Graph graph, IReadOnlyList<Tensor> sample, int threads, CancellationToken cancellation)
{
    /// <summary>Why layers went back to float, for the report.</summary>
    public const string Reason = "faster in float on this machine";

    private static readonly string[] Weighted = ["Conv", "Gemm", "MatMul"];

    /// <summary>Chooses.</summary>
    /// <param name="model">The network with every layer in integers that can be; passes to the result, or is disposed.</param>
    /// <param name="requantize">Quantizes again with these layers float; null tries the network as it is and float alone.</param>
    /// <param name="options">The options that <paramref name="model"/> was made with.</param>
    public FastestChoice Choose(QuantizedModel model, Func<IReadOnlyList<string>, QuantizedModel>? requantize, StaticQuantizerOptions options)
    {
        using var scope = NewDisposeScope();
        List<(QuantizedModel Model, IReadOnlyList<string> Returned)> candidates = [(model, [])];
        if (requantize is not null)
        {
            candidates.AddRange(Slow(model).Select(returned => (requantize(returned), returned)));
        }

        var speeds = SpeedUps([.. candidates.Select(candidate => candidate.Model.Graph)]);
        var best = speeds.Index().MaxBy(pair => pair.Item).Index;
        var isFloat = speeds[best] < 1;
        foreach (var (index, candidate) in candidates.Index())
        {
            if (index != best || isFloat)
            {
                candidate.Model.Dispose();
            }
        }

        return isFloat
            ? new(new StaticQuantizer(options with { Exclude = Weighted, ExclusionReason = Reason }).Quantize(graph, [sample]), speeds[best], speeds[0], [], true)
            : new(candidates[best].Model, speeds[best], speeds[0], candidates[best].Returned, false);
    }

    private IReadOnlyList<string>[] Slow(QuantizedModel model)
    {
        var sizes = graph.Inputs.Zip(sample).ToDictionary(pair => pair.First.Name, pair => pair.Second.shape, StringComparer.Ordinal);
        var (regions, layers) = SlowRegions.Find(model, graph, KernelProfile.Measure(graph, threads, sizes), KernelProfile.Measure(model.Graph, threads, sizes));
        var integers = model.Coverage.Layers.Count(layer => layer.IsInteger && Weighted.Contains(layer.OpType, StringComparer.Ordinal));
        return [.. new[] { regions, layers }.Where(slow => slow.Count > 0 && slow.Count < integers)]; // without any integers left it is the float network, which is measured anyway
    }

    private double[] SpeedUps(IReadOnlyList<Graph> quantized)
    {
        var settings = new OnnxSessionOptions { Threads = threads };
        var sessions = new List<OnnxSession>();
        try
        {
            sessions.AddRange(quantized.Prepend(graph).Select(candidate => new OnnxSession(candidate, settings)));
            var comparison = LatencyMeter.Compare(sessions, [.. sessions.Select(_ => sample)], cancellation: cancellation);
            return [.. Enumerable.Range(1, quantized.Count).Select(model => comparison.SpeedUp(model))];
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
        }
    }
}
