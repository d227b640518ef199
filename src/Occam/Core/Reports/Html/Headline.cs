using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The result in four figures: the last model against the first.</summary>
internal static class Headline
{
    public static string Write(CompressionReport report)
    {
        var (first, last) = (report.Models[0], report.Models[^1]);
        var cards = new StringBuilder("<div class=\"cards\">\n");
        Card(cards, Quantities.Ratio((double)first.FileBytes / last.FileBytes), "smaller file", $"{Quantities.Bytes(first.FileBytes)} to {Quantities.Bytes(last.FileBytes)}");
        Card(cards, Quantities.Ratio(last.MeasuredSpeedup), "faster, measured", $"{Quantities.Milliseconds(first.LatencyMilliseconds)} to {Quantities.Milliseconds(last.LatencyMilliseconds)}");
        Card(cards, Quantities.Percent((double)last.Macs / first.Macs, 0), "of the operations", $"{Quantities.Count(first.Macs)} to {Quantities.Count(last.Macs)} MACs");
        if (first.Accuracy is { } before && last.Accuracy is { } after)
        {
            Card(cards, $"{(after - before) * 100:+0.00;-0.00;0.00}", "points of accuracy", $"{Quantities.Percent(before)} to {Quantities.Percent(after)}");
        }
        else
        {
            Card(cards, Quantities.Percent(last.Agreement), "same class", "as the original, on the test images");
        }

        return cards.Append("</div>").ToString();
    }

    private static void Card(StringBuilder cards, string figure, string what, string detail) =>
        cards.Append($"<div class=\"card\"><b>{figure}</b><span>{what}</span><small>{detail}</small></div>\n");
}
