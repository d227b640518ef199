using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The widths of the network before and after pruning, as bars.</summary>
internal static class WidthsSection
{
    private const int ShownFrozen = 12;

    public static void Write(StringBuilder page, PruningFigures? pruning)
    {
        if (pruning is null)
        {
            return;
        }

        (double? Share, string What)[] targets =
        [
            (pruning.TargetMacs, "operations"), (pruning.TargetParameters, "parameters"), (pruning.TargetActivations, "bytes of activations"), (pruning.TargetLatency, "measured latency"),
        ];
        var asked = string.Join(" and ", targets.Where(target => target.Share is not null).Select(target => $"{Quantities.Percent(target.Share!.Value, 0)} of the {target.What}"));
        WriteUnits(page, pruning.Units, pruning.Frozen, $"{(asked.Length > 0 ? $"Target: {asked}" : "Widths from a plan")}, ranked by {pruning.Criterion}.");
    }

    /// <summary>Writes widths without the rest of a compression.</summary>
    public static void WriteUnits(StringBuilder page, IReadOnlyList<UnitWidth> units, IReadOnlyList<FrozenWidth> frozen, string note)
    {
        var widest = Math.Max(1, units.Select(unit => unit.Before).DefaultIfEmpty(1).Max());
        page.Append($"<section>\n<h2>Widths</h2>\n<p class=\"note\">Channels kept of those there were; channels that are tied by additions or reshapes are one row. {HtmlReport.Text(note)}</p>\n<div class=\"bars\">\n");
        foreach (var unit in units)
        {
            page.Append($"<div class=\"bar\"><span title=\"{HtmlReport.Text(unit.Name)}\">{HtmlReport.Text(unit.Name)}</span><i><u style=\"width:{100.0 * unit.Before / widest:F1}%\"></u><s style=\"width:{100.0 * unit.After / widest:F1}%\"></s></i><em>{unit.After} of {unit.Before}</em></div>\n");
        }

        page.Append("</div>\n");
        WriteFrozen(page, frozen);
        page.Append("</section>\n");
    }

    private static void WriteFrozen(StringBuilder page, IReadOnlyList<FrozenWidth> frozen)
    {
        if (frozen.Count == 0)
        {
            return;
        }

        page.Append($"<details{(frozen.Count <= ShownFrozen ? " open" : string.Empty)}>\n<summary>What had to stay, and why</summary>\n<ul>\n");
        foreach (var entry in frozen)
        {
            page.Append($"<li><code>{HtmlReport.Text(entry.Node)}</code> ({entry.Channels} channels): {HtmlReport.Text(entry.Reason)}</li>\n");
        }

        page.Append("</ul>\n</details>\n");
    }
}
