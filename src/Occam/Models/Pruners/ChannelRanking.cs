using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners.Costs;

namespace Occam.Models.Pruners;

/// <summary>
/// Removes the lowest-scored channels of each family of units until the budgets are met: a search for the share that every family loses, after
/// which <see cref="WidthFitting"/> corrects what rounding has cost.
/// </summary>
internal static class ChannelRanking
{
    // Finer widths are taken where more than this share of a budget is left.
    private const double Spare = 0.01;

    /// <summary>Whether the narrowest widths meet all budgets.</summary>
    public static bool CanMeet(ChannelAnalysis analysis, ChannelScores scores, int[][] widths, IReadOnlyList<Budget> budgets) =>
        new WidthFitting(analysis, scores, widths, budgets).Meets([.. widths.Select(_ => 0)]);

    /// <summary>Plans a prune.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="scores">How much each channel matters.</param>
    /// <param name="grids">For each unit the widths that it may have, ascending: first those that are wanted, then finer ones for what they leave over.</param>
    /// <param name="options">Which channels are ranked against each other.</param>
    /// <param name="budgets">What may stay.</param>
    /// <exception cref="GraphException">Nothing can be pruned, or a budget cannot be met; the message says what could be.</exception>
    public static PruningPlan Plan(ChannelAnalysis analysis, ChannelScores scores, IReadOnlyList<int[][]> grids, PruningOptions options, IReadOnlyList<Budget> budgets)
    {
        var widths = grids[0];
        var fitting = new WidthFitting(analysis, scores, widths, budgets);
        int[] narrowest = [.. widths.Select(_ => 0)];
        if (!fitting.Meets(narrowest))
        {
            throw new GraphException(Unreachable(analysis, fitting, narrowest));
        }

        var families = Families.Of(analysis.Units, options.Ranking).Select(family => Order(family, scores)).ToArray();
        var steps = families.Max(family => family.Length);
        var (low, high) = (0, steps);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = fitting.Meets(Rounded(analysis, widths, families, (double)middle / steps)) ? (low, middle) : (middle + 1, high);
        }

        // Where even the last share rounds to too much, the narrowest widths are known to do.
        var found = Rounded(analysis, widths, families, (double)high / steps);
        var fitted = fitting.Fit(fitting.Meets(found) ? found : narrowest);
        foreach (var grid in grids.Skip(1).TakeWhile(_ => fitting.Left(fitted) > Spare))
        {
            int[][] joined = [.. widths.Zip(grid, (a, b) => a.Union(b).Order().ToArray())];
            int[] same = [.. fitted.Select((index, unit) => Array.IndexOf(joined[unit], widths[unit][index]))];
            (widths, fitting) = (joined, new WidthFitting(analysis, scores, joined, budgets));
            fitted = fitting.Fit(same);
        }

        return new PruningPlan([.. analysis.Units.Select((unit, i) => new UnitPlan(unit, Lowest(unit, scores.Units[i], unit.Channels.Count - widths[i][fitted[i]])))]);
    }

    // The units whose channels leave first, a channel an element.
    private static int[] Order(int[] family, ChannelScores scores) =>
        [.. family.SelectMany(unit => scores.Units[unit].Select(score => (score, unit))).OrderBy(pair => pair.score).ThenBy(pair => pair.unit).Select(pair => pair.unit)];

    // For each unit the index of the width nearest to what stays where each family loses a share.
    private static int[] Rounded(ChannelAnalysis analysis, int[][] widths, int[][] families, double share)
    {
        int[] kept = [.. analysis.Units.Select(unit => unit.Channels.Count)];
        foreach (var family in families)
        {
            foreach (var unit in family.Take((int)Math.Round(share * family.Length)))
            {
                kept[unit]--;
            }
        }

        return [.. widths.Select((allowed, unit) => Enumerable.Range(0, allowed.Length).MinBy(i => (Math.Abs(allowed[i] - kept[unit]), -i)))];
    }

    private static Channel[] Lowest(PruningUnit unit, IReadOnlyList<double> scores, int count) =>
        [.. Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ThenBy(i => i).Take(count).Order().Select(i => unit.Channels[i])];

    private static string Unreachable(ChannelAnalysis analysis, WidthFitting fitting, int[] narrowest)
    {
        if (analysis.Units.Count == 0)
        {
            var reasons = analysis.Frozen.Select(frozen => $"'{frozen.Node.Name}': the channel {frozen.Reason}").Take(3);
            return $"Nothing in '{analysis.Graph.Name}' can be pruned. {string.Join("; ", reasons)}. 'occam inspect' lists every reason.";
        }

        var (budget, least) = fitting.Tightest(narrowest);
        return $"The target of {budget.Target:P0} of the {budget.Cost.Name} cannot be reached: with every unit as narrow as the options allow, {least:P1} stay. Raise {budget.Option} or the maximum ratio; 'occam inspect' shows what has to stay and why.";
    }
}
