using Microsoft.ML.OnnxRuntime;
using Occam.Graphs.Native;

namespace Occam.Onnx.Latency;

/// <summary>What measured latencies depend on beside the model.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Features">Its vector extensions, as far as they decide which kernels run.</param>
/// <param name="Cores">The cores that the process may use.</param>
/// <param name="Threads">ONNX Runtime's threads.</param>
/// <param name="OnnxRuntime">ONNX Runtime's version.</param>
public sealed record LatencyMachine(string Processor, string Features, int Cores, int Threads, string OnnxRuntime)
{
    /// <summary>This machine, with a number of threads.</summary>
    public static LatencyMachine This(int threads)
    {
        Runtime.OnnxEnvironment.EnsureQuiet();
        return new(CpuFeatures.Model, string.Join(' ', CpuFeatures.Present), Environment.ProcessorCount, threads, OrtEnv.Instance().GetVersionString());
    }

    /// <summary>The parts that differ from another description, in words; empty where none does.</summary>
    public string Difference(LatencyMachine other)
    {
        (string Name, object Here, object There)[] parts =
        [
            ("processor", Processor, other.Processor),
            ("features", Features, other.Features),
            ("usable cores", Cores, other.Cores),
            ("threads", Threads, other.Threads),
            ("ONNX Runtime", OnnxRuntime, other.OnnxRuntime),
        ];
        return string.Join(", ", parts.Where(part => !part.Here.Equals(part.There)).Select(part => $"{part.Name} {part.There} there, {part.Here} here"));
    }
}
