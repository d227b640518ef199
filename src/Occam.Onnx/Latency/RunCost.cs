using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Onnx.Latency;

/// <summary>
/// What ONNX Runtime takes beside computing on one machine, in milliseconds. The profiler adds some microseconds to every kernel, more than many a small one takes: left in, a
/// sum of kernels overstates a network of a tenth of a millisecond several times.
/// </summary>
/// <param name="Profiled">A kernel that computes next to nothing, as the profiler sees it.</param>
/// <param name="Start">What the same kernel adds to a run without the profiler: starting it.</param>
/// <param name="Run">A run without its kernels.</param>
public sealed record RunCost(double Profiled, double Start, double Run)
{
    private const int Length = 64;
    private static readonly LatencyOptions Short = new() { WarmUp = TimeSpan.FromMilliseconds(20), MinimumDuration = TimeSpan.FromMilliseconds(100), MinimumRuns = 200 };

    /// <summary>Measures this machine, in about a third of a second: networks of one and of 64 convolutions of one number are run with and without the profiler.</summary>
    /// <param name="threads">Threads of ONNX Runtime, at least 1.</param>
    /// <exception cref="OnnxException">ONNX Runtime fails.</exception>
    public static RunCost Measure(int threads)
    {
        using var scope = NewDisposeScope();
        using Graph one = Chain(1), many = Chain(Length);
        var profiled = KernelProfile.Measure(many, threads).Average(kernel => kernel.Milliseconds);
        var settings = new OnnxSessionOptions { Threads = threads };
        using OnnxSession single = new(one, settings), chain = new(many, settings);
        var compared = LatencyMeter.Compare([single, chain], [RandomInputs.For(one), RandomInputs.For(many)], Short);
        return Of(profiled, compared.Results[0].P10, compared.Results[1].P10, Length);
    }

    /// <summary>What a kernel adds to a run, of what the profiler says; at least starting it.</summary>
    /// <param name="profiled">The profiler's time, in milliseconds.</param>
    public double Corrected(double profiled) => Math.Max(Start, profiled - Math.Max(0, Profiled - Start));

    /// <summary>What kernels add to a run.</summary>
    /// <param name="kernels">The kernels as the profiler saw them.</param>
    public double Corrected(IEnumerable<KernelTime> kernels) => kernels.Sum(kernel => Corrected(kernel.Milliseconds));

    /// <summary>The costs that follow from runs of one kernel and of several alike.</summary>
    internal static RunCost Of(double profiled, double one, double many, int length)
    {
        var start = Math.Max(0, (many - one) / (length - 1));
        return new(profiled, start, Math.Max(0, one - start));
    }

    private static Graph Chain(int length)
    {
        var graph = new Graph("chain");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, [1, 1, 1, 1]));
        var (weight, bias) = (graph.AddConstant("w", new Constant(ones(1, 1, 1, 1))), graph.AddConstant("b", new Constant(ones(1))));
        for (var i = 0; i < length; i++)
        {
            x = graph.AddNode("Conv", [x, weight, bias], [$"y{i}"], [new("kernel_shape", new IntsAttribute([1, 1]))], $"n{i}").Outputs[0]!;
        }

        graph.SetType(x, new TensorType(ElementType.Float, null));
        graph.AddOutput(x);
        return graph;
    }
}
