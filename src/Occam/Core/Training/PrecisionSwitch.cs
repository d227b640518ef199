using System.Diagnostics;
using Occam.Graphs.Execution;
using Occam.Graphs.Native;

namespace Occam.Core.Training;

/// <summary>Puts the networks that an algorithm trains into the numbers of a run.</summary>
internal sealed class PrecisionSwitch
{
    private const string Entry = "precision";
    private const int WarmUp = 2;
    private const int Timed = 4;

    // What another way than float32 has to save of a step to be taken: less is within what a repeated measurement differs by.
    private const double LeastSaving = 0.05;

    private readonly Algorithm _algorithm;
    private readonly TrainingPrecision _wanted;
    private readonly Func<Action, double> _time;
    private readonly bool _hasBfloat16;

    /// <summary>Changes nothing yet.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="time">Does something and returns what it took in milliseconds. Default by the clock.</param>
    /// <param name="hasBfloat16">Whether the processor multiplies bfloat16 itself. Default this one's.</param>
    public PrecisionSwitch(Algorithm algorithm, TrainingPrecision wanted, Func<Action, double>? time = null, bool? hasBfloat16 = null)
    {
        (_algorithm, _wanted, Chosen) = (algorithm, wanted, wanted);
        (_time, _hasBfloat16) = (time ?? Time, hasBfloat16 ?? CpuFeatures.HasBfloat16);
    }

    /// <summary>What the run computes with; auto as long as it was not measured.</summary>
    public TrainingPrecision Chosen { get; private set; }

    /// <summary>Applies the choice to the networks that the algorithm has now.</summary>
    public void Apply() => Apply(Chosen);

    /// <summary>Goes back to float32, for what comes after training.</summary>
    public void Leave() => Apply(TrainingPrecision.Float32);

    /// <summary>
    /// Times steps in every way that this processor can be expected to be fast in, and chooses the fastest, or float32 where the others hardly save anything. The
    /// ways take turns and the best step of each counts, so that what else the machine does meanwhile decides nothing.
    /// </summary>
    /// <param name="step">Takes a step.</param>
    /// <returns>What was found, in words.</returns>
    public string Measure(Action step)
    {
        TrainingPrecision[] ways = [TrainingPrecision.Float32, TrainingPrecision.ChannelsLast, .. _hasBfloat16 ? [TrainingPrecision.Bfloat16] : Array.Empty<TrainingPrecision>()];
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUp + Timed; round++)
        {
            foreach (var (i, way) in ways.Index())
            {
                Apply(way);
                times[i].Add(_time(step));
            }
        }

        var best = Array.ConvertAll(times, taken => taken.Skip(WarmUp).Min());
        var fastest = Array.IndexOf(best, best.Min());
        Chosen = best[fastest] <= best[0] * (1 - LeastSaving) ? ways[fastest] : TrainingPrecision.Float32;
        return $"training computes in {Words(Chosen)}; a step took {string.Join(", ", ways.Zip(best, (way, taken) => $"{taken:F1} ms in {Words(way)}"))}";
    }

    public void Save(StateRecord state) => state.Set(Entry, Chosen.ToString());

    public void Load(StateRecord state)
    {
        if (_wanted == TrainingPrecision.Auto && Enum.TryParse<TrainingPrecision>(state.Text(Entry), out var chosen) && chosen != TrainingPrecision.Auto)
        {
            Chosen = chosen;
        }
    }

    private static double Time(Action step)
    {
        var start = Stopwatch.GetTimestamp();
        step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Words(TrainingPrecision precision) => precision switch
    {
        TrainingPrecision.ChannelsLast => "float32 with channels last",
        TrainingPrecision.Bfloat16 => "bfloat16",
        _ => "float32",
    };

    private void Apply(TrainingPrecision precision)
    {
        foreach (var trained in _algorithm.Modules)
        {
            trained.Module.Mode = precision switch
            {
                TrainingPrecision.ChannelsLast => ComputeMode.ChannelsLast,
                TrainingPrecision.Bfloat16 => ComputeMode.Bfloat16,
                _ => ComputeMode.Float32,
            };
        }
    }
}
