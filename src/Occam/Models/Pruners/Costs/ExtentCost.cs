using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners.Costs;

/// <summary>A sum of terms, each of them proportional to the widths of a few axes, which the units cut.</summary>
public abstract class ExtentCost : ICost
{
    private readonly (double Amount, (int Unit, double Share)[][] Extents)[] _terms;

    private protected ExtentCost(ChannelAnalysis analysis, IEnumerable<(double Amount, IEnumerable<(Value, int)> Axes)> terms)
    {
        var shares = Shares(analysis);
        _terms = [.. terms.Select(term => (term.Amount, term.Axes.Select(axis => shares.GetValueOrDefault(axis)).OfType<(int, double)[]>().ToArray()))];
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public double Of(IReadOnlyList<int> removed)
    {
        var total = 0.0;
        foreach (var (amount, extents) in _terms)
        {
            var product = amount;
            foreach (var extent in extents)
            {
                var left = 1.0;
                foreach (var (unit, share) in extent)
                {
                    left -= removed[unit] * share;
                }

                product *= left;
            }

            total += product;
        }

        return total;
    }

    /// <summary>Every axis of a value.</summary>
    private protected static IEnumerable<(Value, int)> Axes(Value value, ChannelAnalysis analysis) =>
        Enumerable.Range(0, analysis.Shapes.Dimensions(value)?.Length ?? 0).Select(axis => (value, axis));

    // For each axis of each value: which units cut it, and the share of the axis that one channel takes.
    internal static Dictionary<(Value, int), (int Unit, double Share)[]> Shares(ChannelAnalysis analysis)
    {
        var shares = new Dictionary<(Value, int), List<(int, double)>>();
        foreach (var (index, unit) in analysis.Units.Index())
        {
            foreach (var cut in unit.Channels[0].Cuts)
            {
                if (!shares.TryGetValue((cut.Value, cut.Axis), out var list))
                {
                    shares[(cut.Value, cut.Axis)] = list = [];
                }

                list.Add((index, (double)cut.Positions.Count / analysis.Shapes.Dimensions(cut.Value)![cut.Axis]));
            }
        }

        return shares.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}
