using Occam.Graphs;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Latency;

/// <summary>
/// Brings sums over a table of kernels to what a whole network was measured to take: kernels times one factor (caches are colder in a network than in a model of one layer), plus
/// reordering of images between kernels, which goes with the elements of activations, plus what a run takes without its kernels.
/// </summary>
/// <param name="Factor">A network's kernels over the same ones in the table.</param>
/// <param name="Reordering">Milliseconds of reordering for each element that is computed.</param>
/// <param name="Run">Milliseconds of a run without its kernels.</param>
public sealed record LatencyCalibration(double Factor, double Reordering, double Run)
{
    /// <summary>A network's latency in milliseconds.</summary>
    /// <param name="kernels">The sum of its kernels in the table, in milliseconds.</param>
    /// <param name="elements">The elements of all that it computes.</param>
    public double Milliseconds(double kernels, double elements) => (Factor * kernels) + (Reordering * elements) + Run;

    /// <summary>Calibrates by one network that was measured as a whole.</summary>
    /// <param name="whole">Its latency on a quiet machine, in milliseconds.</param>
    /// <param name="profile">Its kernels, by the profiler.</param>
    /// <param name="cost">What running takes beside computing.</param>
    /// <param name="kernels">The sum of its kernels in the table.</param>
    /// <param name="elements">The elements of all that it computes.</param>
    internal static LatencyCalibration Of(double whole, IReadOnlyList<KernelTime> profile, RunCost cost, double kernels, double elements)
    {
        var run = Math.Min(cost.Run, whole);
        var sum = cost.Corrected(profile);
        var busy = sum > 0 ? Math.Min(1, (whole - run) / sum) : 0; // the parts never add up to more than the whole; what it has beyond them was other programs' load
        var reordering = busy * cost.Corrected(profile.Where(SegmentModel.IsFeeding));
        return new(kernels > 0 ? ((busy * sum) - reordering) / kernels : 0, elements > 0 ? reordering / elements : 0, run);
    }

    /// <summary>Measures a network as a whole and calibrates by it.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sizes">Sizes for inputs by name; the others get their defaults.</param>
    /// <param name="table">The table of the kernels' sum.</param>
    /// <param name="kernels">The sum of its kernels in the table.</param>
    /// <param name="elements">The elements of all that it computes.</param>
    /// <param name="options">How it is measured.</param>
    /// <param name="cancellation">Stops measuring.</param>
    internal static LatencyCalibration Measure(
        Graph graph, IReadOnlyDictionary<string, long[]>? sizes, LatencyTable table, double kernels, double elements, LatencyOptions? options, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        double whole;
        using (var session = new OnnxSession(graph, new OnnxSessionOptions { Threads = table.Machine.Threads }))
        {
            whole = LatencyMeter.Measure(session, RandomInputs.For(graph, shapes: sizes), options, cancellation).P10;
        }

        return Of(whole, KernelProfile.Measure(graph, table.Machine.Threads, sizes), table.Cost, kernels, elements);
    }
}
