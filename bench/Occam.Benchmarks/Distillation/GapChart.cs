using System.Globalization;
using System.Text;

namespace Occam.Benchmarks.Distillation;

/// <summary>Draws the shares of the gap as bars.</summary>
internal static class GapChart
{
    private const int Left = 110;
    private const int Width = 640;
    private const int Row = 24;

    /// <summary>An SVG picture.</summary>
    public static string Draw(IReadOnlyList<GapShare> gaps)
    {
        var (least, most) = (Math.Min(-0.1, gaps.Min(gap => gap.Mean - gap.Deviation)), Math.Max(0.5, gaps.Max(gap => gap.Mean + gap.Deviation)));
        double X(double share) => Left + ((share - least) / (most - least) * (Width - Left - 20));
        var height = (gaps.Count * Row) + 60;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"10\" y=\"18\">Share of the gap to the teacher that a recipe closes (mean and deviation)</text>\n");
        for (var tick = Math.Ceiling(least * 10) / 10; tick <= most; tick += 0.1)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(tick):F1}\" x2=\"{X(tick):F1}\" y1=\"30\" y2=\"{height - 24}\" stroke=\"#ddd\"/><text x=\"{X(tick):F1}\" y=\"{height - 8}\" text-anchor=\"middle\" fill=\"#555\">{100 * tick:F0} %</text>\n");
        }

        foreach (var (place, gap) in gaps.Index())
        {
            var y = 36 + (place * Row);
            var (from, to) = (X(Math.Min(0, gap.Mean)), X(Math.Max(0, gap.Mean)));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 12}\" text-anchor=\"end\">{gap.Recipe} ({gap.Seeds})</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:F1}\" y=\"{y}\" width=\"{to - from:F1}\" height=\"16\" fill=\"{(gap.Mean < 0 ? "#c0504d" : "#4f81bd")}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(gap.Mean - gap.Deviation):F1}\" x2=\"{X(gap.Mean + gap.Deviation):F1}\" y1=\"{y + 8}\" y2=\"{y + 8}\" stroke=\"black\"/>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
