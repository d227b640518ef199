using Spectre.Console;

namespace Occam.Cli.Rendering;

/// <summary>Tables that look the same in a terminal and in a file: a rule under the heading, no box, never folded.</summary>
internal static class PlainTable
{
    /// <summary>Creates a table.</summary>
    /// <param name="columns">Headings; those that start with <c>&gt;</c> are right-aligned.</param>
    public static Table Create(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple).SafeBorder();
        foreach (var column in columns)
        {
            var right = column.StartsWith('>');
            table.AddColumn(new TableColumn(Markup.Escape(right ? column[1..] : column)) { NoWrap = true, Alignment = right ? Justify.Right : Justify.Left });
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void AddTextRow(this Table table, params ReadOnlySpan<string> cells)
    {
        var row = new Text[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            row[i] = new Text(cells[i]);
        }

        table.AddRow(row);
    }
}
