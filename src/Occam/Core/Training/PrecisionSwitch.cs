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

    private readonly Algorithm _algorithm;
    private readonly TrainingPrecision _wanted;

    /// <summary>Changes nothing yet.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="wanted">What was asked for.</param>
    public PrecisionSwitch(Algorithm algorithm, TrainingPrecision wanted)
    {
        (_algorithm, _wanted, Chosen) = (algorithm, wanted, wanted);
    }

    /// <summary>What the run computes with; auto as long as it was not measured.</summary>
    public TrainingPrecision Chosen { get; private set; }

    /// <summary>Applies the choice to the networks that the algorithm has now.</summary>
    public void Apply() => Apply(Chosen);

    /// <summary>Goes back to float32, for what comes after training.</summary>
    public void Leave() => Apply(TrainingPrecision.Float32);

    /// <summary>Times steps in every way that this processor can be expected to be fast in, and chooses the fastest.</summary>
    /// <param name="step">Takes a step.</param>
    /// <returns>What was found, in words.</returns>
    public string Measure(Action step)
    {
        List<(TrainingPrecision Way, double Time)> times = [];
        foreach (var way in Candidates())
        {
            Apply(way);
            times.Add((way, Enumerable.Range(0, WarmUp + Timed).Select(_ => Time(step)).Skip(WarmUp).Min()));
        }

        Chosen = times.MinBy(pair => pair.Time).Way;
        return $"training computes in {Words(Chosen)}; a step took {string.Join(", ", times.Select(pair => $"{pair.Time:F1} ms in {Words(pair.Way)}"))}";
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

    private static IEnumerable<TrainingPrecision> Candidates() => CpuFeatures.HasBfloat16
        ? [TrainingPrecision.Float32, TrainingPrecision.ChannelsLast, TrainingPrecision.Bfloat16]
        : [TrainingPrecision.Float32, TrainingPrecision.ChannelsLast];

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
