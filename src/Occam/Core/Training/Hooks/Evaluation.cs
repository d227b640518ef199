namespace Occam.Core.Training.Hooks;

/// <summary>What was measured of a network in training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Epoch">Epochs done, with the part of the present one.</param>
/// <param name="Metrics">The figures by name: <c>top1</c>, <c>top5</c> (0 to 1), <c>loss</c>.</param>
/// <param name="Averaged">Whether averaged weights were measured in the place of the trained ones.</param>
public sealed record Evaluation(long Step, double Epoch, IReadOnlyDictionary<string, double> Metrics, bool Averaged)
{
    private const string StepEntry = "step";
    private const string EpochEntry = "epoch";
    private const string AveragedEntry = "averaged";
    private const string MetricPrefix = "metric:";

    internal static Evaluation? Load(StateRecord state)
    {
        if (state.Text(StepEntry) is null)
        {
            return null;
        }

        var metrics = state.Part(MetricPrefix);
        return new(
            state.Integer(StepEntry),
            state.Number(EpochEntry),
            new SortedDictionary<string, double>(metrics.Entries.Keys.ToDictionary(name => name, name => metrics.Number(name), StringComparer.Ordinal), StringComparer.Ordinal),
            state.Integer(AveragedEntry) == 1);
    }

    internal void Save(StateRecord state)
    {
        state.Set(StepEntry, Step);
        state.Set(EpochEntry, Epoch);
        state.Set(AveragedEntry, Averaged ? 1 : 0);
        foreach (var (name, value) in Metrics)
        {
            state.Set(MetricPrefix + name, value);
        }
    }
}
