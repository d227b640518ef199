using Occam.Graphs.Channels;
using Occam.Models.Pruners.Costs;

namespace Occam.Models.Pruners;

/// <summary>
/// Brings rounded widths as near to the budgets as single steps of rounding permit, from below. Widths are given as indices into the widths that
/// each unit may have.
/// </summary>
internal sealed class WidthFitting
{
    // Exchanges are tried where more than this share of a budget is left, at most so many.
    private const double Tolerance = 0.002;
    private const int MaximumExchanges = 16;

    private readonly IReadOnlyList<PruningUnit> _units;
    private readonly int[][] _widths;
    private readonly IReadOnlyList<Budget> _budgets;
    private readonly double[] _full;
    private readonly double[][] _descending;

    public WidthFitting(ChannelAnalysis analysis, ChannelScores scores, int[][] widths, IReadOnlyList<Budget> budgets)
    {
        (_units, _widths, _budgets) = (analysis.Units, widths, budgets);
        _full = [.. budgets.Select(budget => budget.Cost.Of(new int[_units.Count]))];
        _descending = [.. scores.Units.Select(unit => unit.OrderDescending().ToArray())];
    }

    /// <summary>Whether all budgets are met.</summary>
    public bool Meets(int[] indices) => Usage(indices) <= 1 + 1e-9;

    /// <summary>The share of the tightest budget that is left over.</summary>
    public double Left(int[] indices) => 1 - Usage(indices);

    /// <summary>The budget that is used most, and what stays of its cost.</summary>
    public (Budget Budget, double Share) Tightest(int[] indices)
    {
        var removed = Removed(indices);
        return _budgets.Select((budget, i) => (budget, Share: budget.Cost.Of(removed) / _full[i])).MaxBy(pair => pair.Share / pair.budget.Target);
    }

    /// <summary>Gives back steps, the most important first, then exchanges steps of two units while that fills the budget better.</summary>
    public int[] Fit(int[] start)
    {
        var indices = (int[])start.Clone();
        GiveBack(indices);
        for (var i = 0; i < MaximumExchanges && 1 - Usage(indices) > Tolerance && Exchange(indices); i++)
        {
            GiveBack(indices);
        }

        return indices;
    }

    private void GiveBack(int[] indices)
    {
        while (true)
        {
            var best = -1;
            for (var unit = 0; unit < indices.Length; unit++)
            {
                if (CanGrow(indices, unit) && (best < 0 || Step(unit, indices[unit]) > Step(best, indices[best])))
                {
                    indices[unit]++;
                    best = Meets(indices) ? unit : best;
                    indices[unit]--;
                }
            }

            if (best < 0)
            {
                return;
            }

            indices[best]++;
        }
    }

    // Takes a step from one unit for one of another, where that leaves at most half of what is left of the budget, at the least loss of scores.
    private bool Exchange(int[] indices)
    {
        var left = 1 - Usage(indices);
        (int Grown, int Shrunk, double Loss)? best = null;
        for (var grown = 0; grown < indices.Length; grown++)
        {
            for (var shrunk = 0; shrunk < indices.Length && CanGrow(indices, grown); shrunk++)
            {
                if (shrunk == grown || indices[shrunk] == 0)
                {
                    continue;
                }

                var loss = Step(shrunk, indices[shrunk] - 1) - Step(grown, indices[grown]);
                (indices[grown], indices[shrunk]) = (indices[grown] + 1, indices[shrunk] - 1);
                var usage = Usage(indices);
                (indices[grown], indices[shrunk]) = (indices[grown] - 1, indices[shrunk] + 1);
                best = usage <= 1 && 1 - usage <= left / 2 && !(loss >= best?.Loss) ? (grown, shrunk, loss) : best;
            }
        }

        if (best is not { } found)
        {
            return false;
        }

        indices[found.Grown]++;
        indices[found.Shrunk]--;
        return true;
    }

    private bool CanGrow(int[] indices, int unit) => indices[unit] + 1 < _widths[unit].Length;

    // The mean score of the channels between a width and the next one.
    private double Step(int unit, int index) => _descending[unit][_widths[unit][index].._widths[unit][index + 1]].Average();

    private double Usage(int[] indices)
    {
        var removed = Removed(indices);
        return _budgets.Select((budget, i) => budget.Cost.Of(removed) / (_full[i] * budget.Target)).Max();
    }

    private int[] Removed(int[] indices) => [.. indices.Select((index, unit) => _units[unit].Channels.Count - _widths[unit][index])];
}
