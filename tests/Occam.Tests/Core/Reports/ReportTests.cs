using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Occam.Core.Reports;
using Occam.Core.Reports.Html;
using Occam.Testing;

namespace Occam.Tests.Core.Reports;

public sealed partial class ReportTests
{
    private readonly CompressionReport _report = SampleReport.Create();

    [Fact]
    public void Html_of_a_full_report_loads_nothing_and_runs_nothing()
    {
        var html = HtmlReport.Write(_report);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Html_of_names_with_markup_shows_them_as_text()
    {
        var html = HtmlReport.Write(_report);

        Assert.DoesNotContain("<signs>", html, StringComparison.Ordinal);
        Assert.Contains("street&lt;signs&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_of_a_full_report_has_wellformed_pictures_inside_their_frame()
    {
        var pictures = Pictures().Matches(HtmlReport.Write(_report));

        Assert.Equal(3, pictures.Count);
        foreach (var circle in pictures.SelectMany(picture => XElement.Parse(picture.Value).Descendants("circle")))
        {
            Assert.InRange((double)circle.Attribute("cx")!, 62, 620);
            Assert.InRange((double)circle.Attribute("cy")!, 14, 260);
        }
    }

    [Fact]
    public void Html_of_a_report_shows_every_figure_of_the_table()
    {
        var html = HtmlReport.Write(_report);

        foreach (var shown in new[] { "93.52 %", "95.80 %", "15.2 M", "121 k", "160 kB", "0.320 ms", "3.75x", "0.47", "-1.20", "17 of 32", "QLinearConv" })
        {
            Assert.Contains(shown, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Html_without_labels_pruning_and_quantization_leaves_those_parts_out()
    {
        var bare = _report with
        {
            Models = [.. _report.Models.Take(2).Select(model => model with { Accuracy = null })],
            Pruning = null,
            Training = null,
            Coverage = null,
        };

        var html = HtmlReport.Write(bare);

        Assert.Contains("no labels", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Integer coverage", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Fine-tuning", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Widths", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_of_a_report_holds_the_approved_keys_and_comes_back_equal()
    {
        var json = JsonSerializer.Serialize(_report, ReportJson.Default.CompressionReport);

        Snapshot.Match(json, "report");
        var back = JsonSerializer.Deserialize(json, ReportJson.Default.CompressionReport)!;
        Assert.Equal(json, JsonSerializer.Serialize(back, ReportJson.Default.CompressionReport));
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pictures();
}
