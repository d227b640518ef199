using System.Globalization;
using Occam.Apis;
using Occam.Core.Reports;

namespace Occam.Core.Pruning;

/// <summary>The measurements as CSV, kept from one run to the next. The first line says what they were made with.</summary>
/// <param name="path">The file.</param>
/// <param name="request">What measurements are made with, one line.</param>
internal sealed class SensitivityTable(string path, string request)
{
    private const string Columns = "ratio,channels,removed,accuracy,agreement,unit";
    private const int Fields = 6;
    private readonly List<SensitivityPoint> _points = [];

    /// <summary>Reads what is there.</summary>
    /// <exception cref="CompressException">The file has measurements of another request, or is no such table.</exception>
    public void Read()
    {
        if (!File.Exists(path))
        {
            return;
        }

        var lines = File.ReadAllLines(path);
        if (lines.Length < 2 || lines[0] != $"# {request}" || lines[1] != Columns)
        {
            throw new CompressException($"'{path}' has measurements of another model, criterion or images ('{lines.FirstOrDefault()}'; wanted '# {request}'). Give another folder, or remove the file.", true);
        }

        _points.AddRange(lines.Skip(2).Select(Parse));
    }

    /// <summary>The measurement of a unit at a share; null where there is none.</summary>
    public SensitivityPoint? Find(string unit, double ratio) => _points.Find(point => point.Unit == unit && point.Ratio.Equals(ratio));

    /// <summary>Adds a measurement; the file has it whole or not at all.</summary>
    public void Add(SensitivityPoint point)
    {
        _points.Add(point);
        WholeFile.WriteText(path, string.Concat(_points.Select(Line).Prepend(Columns).Prepend($"# {request}").Select(line => line + "\n")));
    }

    private static string Line(SensitivityPoint point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.Ratio:R},{point.Channels},{point.Removed},{point.Accuracy:R},{point.Agreement:R},\"{point.Unit.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

    private SensitivityPoint Parse(string line)
    {
        var fields = line.Split(',', Fields);
        try
        {
            var unit = fields[5][1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
            return new(unit, Number(fields[0]), (int)Number(fields[1]), (int)Number(fields[2]), fields[3].Length == 0 ? null : Number(fields[3]), Number(fields[4]));
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new CompressException($"'{path}' has the line '{line}', which is no measurement. Give another folder, or remove the file.", true);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
