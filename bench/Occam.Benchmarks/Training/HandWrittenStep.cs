using System.Globalization;
using Occam.Graphs.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Training;

/// <summary>A child of <see cref="TrainingStepBenchmark"/>: the hand-written step without Occam's set-up; only oneDNN is repaired, so that it computes the same.</summary>
internal sealed class HandWrittenStep : Benchmark
{
    public override string Name => "training-step-plain";

    public override string Description => "times the hand-written step without native set-up (run by training-step)";

    public override int Run(IReadOnlyList<string> arguments)
    {
        torch.TryInitializeDeviceType(DeviceType.CPU);
        torch.set_num_threads(int.Parse(arguments[0], CultureInfo.InvariantCulture));
        OneDnnRepair.Apply(LibTorchContext.Version);
        var batch = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        using var images = randn(batch, 1, 28, 28);
        using var labels = randint(0, 10, [batch], ScalarType.Int64);
        using var network = new HandWrittenNetwork(TrainingStepBenchmark.LearningRate);
        var timer = new StepTimer(() => network.Step(images, labels));
        timer.Measure(int.Parse(arguments[2], CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{timer.MedianProcessor:F2} {timer.BestWall:F2}"));
        return 0;
    }
}
