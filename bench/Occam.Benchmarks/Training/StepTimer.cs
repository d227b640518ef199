using System.Diagnostics;

namespace Occam.Benchmarks.Training;

/// <summary>Times an action again and again, by the wall clock and by the processor time of the process, which a busy machine disturbs less.</summary>
/// <param name="action">What to time.</param>
internal sealed class StepTimer(Action action)
{
    private readonly List<double> _wall = [];
    private readonly List<double> _processor = [];

    public double BestWall => _wall.Min();

    public double MedianProcessor => Median(_processor);

    /// <summary>The median, over runs that were timed in turns, of this one's processor time over another's.</summary>
    public double MedianRatio(StepTimer other) => Median([.. _processor.Zip(other._processor, (mine, theirs) => mine / theirs)]);

    /// <summary>Runs it some times more.</summary>
    public void Measure(int times)
    {
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < times; i++)
        {
            process.Refresh();
            var (start, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            action();
            _wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            process.Refresh();
            _processor.Add((process.TotalProcessorTime - used).TotalMilliseconds);
        }
    }

    /// <summary>Forgets what was measured, for example a warm-up.</summary>
    public void Clear()
    {
        _wall.Clear();
        _processor.Clear();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
