using System.Globalization;
using System.Text;
using System.Text.Json;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;

namespace Occam.Core.Plans;

/// <summary>Writes a plan as YAML that people read and edit.</summary>
internal static class PlanWriter
{
    private const int ShownNodes = 4;

    /// <summary>Writes it.</summary>
    /// <param name="model">The model's file name.</param>
    /// <param name="analysis">The analysis that the plan refers to.</param>
    /// <param name="scores">The scores of its channels.</param>
    /// <param name="plan">The plan.</param>
    public static string Write(string model, ChannelAnalysis analysis, ChannelScores scores, PruningPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # How wide each unit of {model.ReplaceLineEndings(" ")} stays. Edit 'kept' and apply the plan with
            #   occam prune MODEL --from-plan THIS_FILE --output FOLDER
            # The channels that score lowest leave. To choose them by hand, give their numbers instead, from 0:  kept: [0, 1, 5]
            # A unit that is left out of the list keeps its full width.
            criterion: {scores.Criterion}
            units:

            """);
        foreach (var (i, unit) in plan.Units.Index())
        {
            Append(text, unit, scores.Units[i]);
        }

        if (plan.Units.Count == 0)
        {
            text.Append("  []\n");
        }

        foreach (var frozen in analysis.Frozen)
        {
            text.Append(CultureInfo.InvariantCulture, $"# has to stay: {frozen.Node.Name.ReplaceLineEndings(" ")} ({frozen.Count} channels): the channel {frozen.Reason.ReplaceLineEndings(" ")}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, UnitPlan plan, IReadOnlyList<double> scores)
    {
        var unit = plan.Unit;
        var nodes = unit.Producers.Select(node => node.Name.ReplaceLineEndings(" ")).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"  # made by {string.Join(", ", nodes.Take(ShownNodes))}{(nodes.Length > ShownNodes ? $" and {nodes.Length - ShownNodes} more" : string.Empty)}; scores {scores.Min():G3} to {scores.Max():G3}, median {scores.Order().ElementAt(scores.Count / 2):G3}\n");
        if (unit.WhyNotZeroEquivalent is { } why)
        {
            text.Append(CultureInfo.InvariantCulture, $"  # not provable: {why.ReplaceLineEndings(" ")}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  - name: {JsonSerializer.Serialize(unit.Name, PlanJson.Default.String)}\n    width: {unit.Channels.Count}\n    kept: {Kept(plan, scores)}\n");
    }

    // The width where the lowest-scored channels leave, else the channels that stay.
    private static string Kept(UnitPlan plan, IReadOnlyList<double> scores)
    {
        var removed = plan.Removed.Select(channel => channel.Index).ToHashSet();
        var isLowest = removed.SetEquals(Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ThenBy(i => i).Take(removed.Count));
        return isLowest ? plan.Kept.ToString(CultureInfo.InvariantCulture) : $"[{string.Join(", ", Enumerable.Range(0, scores.Count).Where(i => !removed.Contains(i)))}]";
    }
}
