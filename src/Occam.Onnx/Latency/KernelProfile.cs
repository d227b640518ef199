using System.Diagnostics;
using System.Text.Json;
using Occam.Graphs;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Latency;

/// <summary>Times the kernels of a model one by one, by ONNX Runtime's own profiler.</summary>
public static class KernelProfile
{
    private const int WarmUpRuns = 3;
    private const int LeastRuns = 16;
    private const int MostRuns = 400;
    private const double TruncatedMilliseconds = 0.0005; // the profiler cuts off what is behind the microsecond: half of one on average
    private const double MicrosecondsPerMillisecond = 1000;
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(6);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    /// <summary>Runs a model several times and reads the profile.</summary>
    /// <param name="graph">The model; at most 2 GB.</param>
    /// <param name="threads">Threads of ONNX Runtime, at least 1.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <returns>
    /// The kernels in the order in which they ran. A time is the mean of the faster half of the runs: what disturbs a run only ever makes it longer.
    /// </returns>
    /// <exception cref="OnnxException">ONNX Runtime cannot load or run the model.</exception>
    public static IReadOnlyList<KernelTime> Measure(Graph graph, int threads, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        var folder = Directory.CreateTempSubdirectory("occam-");
        try
        {
            return Read(Record(graph, threads, inputs, Path.Combine(folder.FullName, "profile")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Record(Graph graph, int threads, IReadOnlyDictionary<string, long[]>? inputs, string prefix)
    {
        using var scope = NewDisposeScope();
        using var session = new OnnxSession(graph, new OnnxSessionOptions { Threads = threads, ProfilePrefix = prefix });
        using var feed = new OnnxFeed(session, RandomInputs.For(graph, shapes: inputs));
        var watch = Stopwatch.StartNew();
        for (var run = 0; run < MostRuns && (run < WarmUpRuns + LeastRuns || watch.Elapsed < LeastTime) && (run <= WarmUpRuns || watch.Elapsed < MostTime); run++)
        {
            session.RunRaw(feed).Dispose();
        }

        return session.EndProfiling();
    }

    private static List<KernelTime> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var samples = new OrderedDictionary<string, (string Operator, List<double> Times)>(StringComparer.Ordinal);
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            if (entry.GetProperty("name").GetString() is { } name && name.EndsWith("_kernel_time", StringComparison.Ordinal)
                && entry.TryGetProperty("args", out var args) && args.TryGetProperty("op_name", out var op))
            {
                if (!samples.TryGetValue(name, out var kernel))
                {
                    samples[name] = kernel = (op.GetString() ?? string.Empty, []);
                }

                kernel.Times.Add(entry.GetProperty("dur").GetDouble());
            }
        }

        return [.. samples.Select(pair => new KernelTime(pair.Key[..^"_kernel_time".Length], pair.Value.Operator, Typical(pair.Value.Times)))];
    }

    private static double Typical(List<double> microseconds)
    {
        var counted = microseconds.Skip(Math.Min(WarmUpRuns, microseconds.Count - 1)).Order().ToArray();
        return (counted.Take((counted.Length + 1) / 2).Average() / MicrosecondsPerMillisecond) + TruncatedMilliseconds;
    }
}
