using System.Diagnostics;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Data;

/// <summary>What reading and training take, each by itself in processor time, and together by the clock.</summary>
internal static class LoaderTimes
{
    private const int WarmUp = 2;

    private static TimeSpan Processor => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Images that the loader alone makes of a second: by the clock, and of processor time.</summary>
    public static (double Clock, double Processor) Reading(LoaderCase each, int workers, double seconds)
    {
        var (watch, processor, count) = (Stopwatch.StartNew(), Processor, 0);
        for (var epoch = 0; watch.Elapsed.TotalSeconds < seconds; epoch++)
        {
            foreach (var batch in each.Loader(workers).Read(epoch))
            {
                count += batch.Count;
                batch.Images.Dispose();
                batch.Labels?.Dispose();
                batch.Indices?.Dispose();
            }
        }

        return (count / watch.Elapsed.TotalSeconds, count / (Processor - processor).TotalSeconds);
    }

    /// <summary>Images that steps on one batch, which is there already, make of a second of processor time.</summary>
    public static double Training(LoaderCase each, int steps)
    {
        using var scope = NewDisposeScope();
        using var trainer = new PlainTrainer(each.Build());
        var batch = each.Loader(1).Read().First();
        for (var step = 0; step < WarmUp; step++)
        {
            trainer.Step(batch);
        }

        var processor = Processor;
        for (var step = 0; step < steps; step++)
        {
            trainer.Step(batch);
        }

        return steps * batch.Count / (Processor - processor).TotalSeconds;
    }

    /// <summary>The share of the time of steps, by the clock, in which a step waits for its batch.</summary>
    public static double Waiting(LoaderCase each, int workers, int steps)
    {
        using var trainer = new PlainTrainer(each.Build());
        using var batches = each.Loader(workers).Read().GetEnumerator();
        var (waiting, whole) = (new Stopwatch(), new Stopwatch());
        for (var step = -WarmUp; step < steps; step++)
        {
            if (step == 0)
            {
                waiting.Reset();
                whole.Restart();
            }

            using var scope = NewDisposeScope();
            waiting.Start();
            if (!batches.MoveNext())
            {
                throw new InvalidOperationException($"The data has {step + WarmUp} batches, but {steps + WarmUp} are wanted.");
            }

            waiting.Stop();
            trainer.Step(batches.Current);
        }

        return waiting.Elapsed / whole.Elapsed;
    }
}
