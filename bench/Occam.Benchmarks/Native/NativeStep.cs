using System.Diagnostics;
using System.Globalization;
using Occam.Graphs.Native;
using TorchSharp;

namespace Occam.Benchmarks.Native;

/// <summary>The child of <see cref="NativeBenchmark"/>: applies one set-up to this process and times training steps.</summary>
internal sealed class NativeStep : Benchmark
{
    private const int WarmUp = 4;
    private const int Batch = 64;
    private const int Width = 16;

    public override string Name => "native-step";

    public override string Description => "times training steps under one native set-up (run by native)";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var steps = int.Parse(options["steps"], CultureInfo.InvariantCulture);
        if (options.GetValueOrDefault("pool") == "on")
        {
            Task.Run(() => Measure(options, steps)).GetAwaiter().GetResult();
        }
        else
        {
            Measure(options, steps);
        }

        return 0;
    }

    private static void Measure(Dictionary<string, string> options, int steps)
    {
        SetUp(options);
        using var network = new SmallResNet(Batch, Width);
        for (var i = 0; i < WarmUp; i++)
        {
            network.Step();
        }

        using var process = Process.GetCurrentProcess();
        var (wall, processor) = (new double[steps], new double[steps]);
        for (var i = 0; i < steps; i++)
        {
            process.Refresh();
            var (start, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            network.Step();
            wall[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            process.Refresh();
            processor[i] = (process.TotalProcessorTime - used).TotalMilliseconds;
        }

        Array.Sort(wall);
        Array.Sort(processor);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{wall[steps / 2]:F2} {wall[0]:F2} {processor[steps / 2]:F2} {process.PeakWorkingSet64 >> 20}"));
    }

    private static void SetUp(Dictionary<string, string> options)
    {
        var allocator = options["allocator"];
        if (allocator == "ready")
        {
            LibTorch.EnsureReady();
            return;
        }

        if (allocator != "default")
        {
            GlibcAllocator.Tune(allocator == "heap" ? 0 : long.Parse(allocator, CultureInfo.InvariantCulture) << 20);
        }

        torch.TryInitializeDeviceType(DeviceType.CPU);
        torch.set_num_threads(int.Parse(options["threads"], CultureInfo.InvariantCulture));
        if (options.GetValueOrDefault("nnpack") != "on")
        {
            LibTorchContext.TurnNnPackOff();
        }

        OneDnnRepair.Apply(LibTorchContext.Version);
        if (options.GetValueOrDefault("onednn") == "off")
        {
            LibTorchContext.TurnOneDnnOff();
        }
    }
}
