using System.Diagnostics;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Training;

/// <summary>A training loop that is timed epoch by epoch.</summary>
/// <param name="name">What it is called in the table.</param>
/// <param name="loader">The batches.</param>
internal abstract class Contestant(string name, BatchLoader loader) : IDisposable
{
    protected const double LearningRate = 0.1;
    protected const double WeightDecay = 5e-4;

    private readonly List<double> _wall = [];
    private readonly List<double> _processor = [];

    public string Name => name;

    /// <summary>Images a second in the best epoch, by the wall clock.</summary>
    public double Best => _wall.Max();

    /// <summary>Images a second of processor time, the median epoch without the first.</summary>
    public double Processor => Median(_processor.Skip(1));

    public virtual double? WaitShare => null;

    protected BatchLoader Loader => loader;

    public void Train(int epoch)
    {
        using var process = Process.GetCurrentProcess();
        var (start, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        RunEpoch(epoch);
        process.Refresh();
        var images = loader.BatchCount * 128.0;
        _wall.Add(images / Stopwatch.GetElapsedTime(start).TotalSeconds);
        _processor.Add(images / (process.TotalProcessorTime - used).TotalSeconds);
        Console.WriteLine($"{name}: epoch {epoch + 1}, {_wall[^1]:F0} images/s, {_processor[^1]:F0} images/s of processor time");
    }

    /// <summary>How much faster this one is, by processor time: the median over the epochs, each against the other's epoch of the same turn, so that what disturbs a turn disturbs both.</summary>
    public double Against(Contestant other) => Median(_processor.Zip(other._processor, (own, its) => own / its).Skip(1));

    public double Accuracy(BatchLoader test) => Evaluator.Accuracy(Evaluator.Predict(Classify, test), test.Dataset);

    public abstract void Dispose();

    protected abstract void RunEpoch(int epoch);

    protected abstract Tensor Classify(Tensor images);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
