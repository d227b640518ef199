using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>How every report's page begins: self-contained, with its style.</summary>
internal static class PageHead
{
    /// <summary>Writes it up to the heading; what follows stands in <c>main</c>.</summary>
    /// <param name="page">The page.</param>
    /// <param name="heading">What the page is about, as plain text.</param>
    /// <param name="suffix">What the browser's title adds.</param>
    /// <param name="kicker">The line over the heading.</param>
    public static void Write(StringBuilder page, string heading, string suffix, string kicker)
    {
        Open(page, heading, suffix);
        page.Append($"""
            <p class="kicker">{kicker}</p>
            <h1>{HtmlReport.Text(heading)}</h1>

            """);
    }

    /// <summary>Writes it up to the start of <c>main</c>, for a page with a heading of its own.</summary>
    /// <param name="page">The page.</param>
    /// <param name="heading">What the page is about, as plain text.</param>
    /// <param name="suffix">What the browser's title adds.</param>
    public static void Open(StringBuilder page, string heading, string suffix) => page.Append($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{HtmlReport.Text(heading)}, {suffix}</title>
        <style>
        {Stylesheet.Text}
        </style>
        </head>
        <body>
        <main>

        """);
}
