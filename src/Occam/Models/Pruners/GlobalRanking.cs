using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>
/// Ranks the channels of all units together, each score divided by its unit's mean, and removes the lowest until the budget of
/// multiply-accumulates is met; widths are rounded as the options say.
/// </summary>
internal static class GlobalRanking
{
    /// <summary>Plans a prune.</summary>
    /// <exception cref="GraphException">Nothing can be pruned, or the target cannot be reached; the message says what could be.</exception>
    public static PruningPlan Plan(ChannelAnalysis analysis, PruningOptions options)
    {
        var model = new MacsModel(analysis);
        var full = model.Macs(new int[analysis.Units.Count]);
        double[][] scores = [.. analysis.Units.Select(unit => Normalise(options.Importance.Score(unit)))];
        int[] Removed(double threshold) => [.. analysis.Units.Select((unit, i) => Rounded(scores[i].Count(score => score < threshold), unit.Channels.Count, options))];

        double[] thresholds = [0, .. scores.SelectMany(unit => unit).Distinct().Order(), double.PositiveInfinity];
        var target = options.TargetMacs * full;
        var (low, high) = (0, thresholds.Length - 1);
        if (model.Macs(Removed(thresholds[high])) is var least && least > target)
        {
            throw new GraphException(Unreachable(analysis, options, least / full));
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = model.Macs(Removed(thresholds[middle])) <= target ? (low, middle) : (middle + 1, high);
        }

        var removed = Removed(thresholds[high]);
        return new PruningPlan([.. analysis.Units.Select((unit, i) => new UnitPlan(unit, Lowest(unit, scores[i], removed[i])))]);
    }

    private static double[] Normalise(double[] scores)
    {
        var mean = scores.Average();
        return mean > 0 ? [.. scores.Select(score => score / mean)] : scores;
    }

    // Keeps at least the share that has to stay, a multiple where the unit is wide enough; always one channel.
    private static int Rounded(int wanted, int channels, PruningOptions options)
    {
        var multiple = channels >= 2 * options.WidthMultiple ? options.WidthMultiple : 1;
        var least = Math.Max(1, (int)Math.Ceiling(channels * (1 - options.MaximumRatio)));
        var kept = Math.Max(channels - wanted, least);
        kept = (int)Math.Round((double)kept / multiple, MidpointRounding.AwayFromZero) * multiple;
        kept = Math.Max(kept, Math.Min(channels, (least + multiple - 1) / multiple * multiple));
        return channels - Math.Min(kept, channels);
    }

    private static Channel[] Lowest(PruningUnit unit, double[] scores, int count) =>
        [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i).Take(count).Order().Select(i => unit.Channels[i])];

    private static string Unreachable(ChannelAnalysis analysis, PruningOptions options, double least)
    {
        if (analysis.Units.Count == 0)
        {
            var reasons = analysis.Frozen.Select(frozen => $"'{frozen.Node.Name}': the channel {frozen.Reason}").Take(3);
            return $"Nothing in '{analysis.Graph.Name}' can be pruned. {string.Join("; ", reasons)}. 'occam inspect' lists every reason.";
        }

        return $"The target of {options.TargetMacs:P0} of the multiply-accumulates cannot be reached: with at most {options.MaximumRatio:P0} of each unit removed, {least:P1} stay. Raise --target-macs; 'occam inspect' shows what has to stay and why.";
    }
}
