using System.Text;

namespace Occam.Datasets.Tables;

/// <summary>Reads tables of separated values (RFC 4180): quotes may enclose separators, line ends and doubled quotes.</summary>
internal static class CsvFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="separator">What stands between values; null: whichever of comma, semicolon and tab the first line has most of.</param>
    /// <param name="header">Whether the first line has the names; null: where one of its values is no number.</param>
    /// <returns>The columns; without a header they are named 0, 1, ...</returns>
    /// <exception cref="DataException">The file cannot be read or a row has another number of values; the message names file and line.</exception>
    public static IReadOnlyList<TableColumn> Read(string path, char? separator, bool? header)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"'{path}' cannot be read: {e.Message}", e);
        }

        var between = separator ?? Guess(text);
        var rows = Rows(text, between, path).ToArray();
        if (rows.Length == 0)
        {
            throw new DataException($"'{path}' is empty.");
        }

        if (Array.Find(rows, row => row.Values.Count != rows[0].Values.Count) is { Values: not null } odd)
        {
            throw new DataException($"'{path}', line {odd.Line}: {odd.Values.Count} values, but the first line has {rows[0].Values.Count} (separated by '{(between == '\t' ? "tab" : between.ToString())}').");
        }

        var named = header ?? rows[0].Values.Any(value => TableColumn.OfText(string.Empty, [value]).Number(0) is null);
        var body = named ? rows[1..] : rows;
        return [.. rows[0].Values.Select((name, i) => TableColumn.OfText(named ? name.Trim() : i.ToString(), [.. body.Select(row => row.Values[i].Trim())]))];
    }

    private static char Guess(string text)
    {
        var line = text.AsSpan(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        var (best, most) = (',', 0);
        foreach (var candidate in ",;\t")
        {
            var count = line.Count(candidate);
            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return best;
    }

    private static IEnumerable<(int Line, List<string> Values)> Rows(string text, char separator, string path)
    {
        var (line, start, quoted) = (1, 1, false);
        var (values, value) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                value.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else if (c == '\n' && !quoted)
            {
                if (values.Count > 0 || value.Length > 0)
                {
                    values.Add(value.ToString());
                    yield return (start, values);
                }

                (values, start) = ([], line + 1);
                value.Clear();
            }
            else if (c != '\r')
            {
                value.Append(c);
            }

            line += c == '\n' ? 1 : 0;
        }

        if (quoted)
        {
            throw new DataException($"'{path}', line {start}: a quote is opened and not closed.");
        }

        if (values.Count > 0 || value.Length > 0)
        {
            values.Add(value.ToString());
            yield return (start, values);
        }
    }
}
