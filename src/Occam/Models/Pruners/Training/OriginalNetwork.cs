using Occam.Core.Training;
using Occam.Graphs.Channels;
using Occam.Models.Pruners.Costs;
using Occam.Onnx.Latency;

namespace Occam.Models.Pruners.Training;

/// <summary>The network that a run began with, as far as targets and limits are shares of it; it lives on in checkpoints.</summary>
internal sealed class OriginalNetwork
{
    private const string CostPrefix = "cost:";
    private const string WidthPrefix = "width:";

    private readonly Dictionary<string, double> _costs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _widths = new(StringComparer.Ordinal);
    private LatencyTable? _latencies;

    /// <summary>Measures a network.</summary>
    public static OriginalNetwork Of(ChannelAnalysis analysis, TargetedPruningOptions options)
    {
        var original = new OriginalNetwork();
        foreach (var (cost, _, name) in original.Costs(analysis, options))
        {
            original._costs[name] = cost.Of(new int[analysis.Units.Count]);
        }

        foreach (var unit in analysis.Units)
        {
            original._widths[unit.Name] = unit.Channels.Count;
        }

        return original;
    }

    /// <summary>Goes back to what a checkpoint kept.</summary>
    public static OriginalNetwork Load(StateRecord state)
    {
        var original = new OriginalNetwork();
        foreach (var name in state.Part(CostPrefix).Entries.Keys)
        {
            original._costs[name] = state.Number(CostPrefix + name);
        }

        foreach (var name in state.Part(WidthPrefix).Entries.Keys)
        {
            original._widths[name] = (int)state.Integer(WidthPrefix + name);
        }

        return original;
    }

    /// <summary>The widths, by unit name.</summary>
    public IReadOnlyDictionary<string, int> Widths => _widths;

    /// <summary>Puts it into a checkpoint.</summary>
    public void Save(StateRecord state)
    {
        foreach (var (name, cost) in _costs)
        {
            state.Set(CostPrefix + name, cost);
        }

        foreach (var (name, width) in _widths)
        {
            state.Set(WidthPrefix + name, width);
        }
    }

    /// <summary>The budgets of a network that is narrower by now, as shares of its own costs, at most 1.</summary>
    /// <param name="analysis">The network as it is.</param>
    /// <param name="options">The targets.</param>
    /// <param name="share">The share of the original that may stay at this moment, from the target.</param>
    public Budget[] Budgets(ChannelAnalysis analysis, TargetedPruningOptions options, Func<double, double> share) =>
        [.. Costs(analysis, options).Select(cost => new Budget(cost.Cost, Math.Min(1, share(cost.Target) * _costs[cost.Name] / cost.Cost.Of(new int[analysis.Units.Count])), $"target_{cost.Name}"))];

    /// <summary>Keeps the latencies of kernels that were measured, for other runs on this machine.</summary>
    public void KeepLatencies()
    {
        if (_latencies is { Added: > 0 })
        {
            _latencies.Write(LatencyTable.DefaultPath(_latencies.Machine));
        }
    }

    private IEnumerable<(ICost Cost, double Target, string Name)> Costs(ChannelAnalysis analysis, TargetedPruningOptions options)
    {
        if (options.TargetMacs is { } macs)
        {
            yield return (new MacsModel(analysis), macs, "macs");
        }

        if (options.TargetParameters is { } parameters)
        {
            yield return (new ParameterModel(analysis), parameters, "parameters");
        }

        if (options.TargetActivations is { } activations)
        {
            yield return (new ActivationModel(analysis), activations, "activations");
        }

        if (options.TargetLatency is { } latency)
        {
            var machine = LatencyMachine.This(1);
            _latencies ??= LatencyTable.Read(LatencyTable.DefaultPath(machine), machine);
            yield return (new LatencyModel(analysis, _latencies), latency, "latency");
        }
    }
}
