using System.Text.Json;

namespace Occam.Core.Reports.Runs;

/// <summary>What a run wrote into its <c>log.jsonl</c>.</summary>
/// <param name="Name">What the run is called: its folder's name.</param>
/// <param name="Entries">The lines, in order.</param>
public sealed record RunLog(string Name, IReadOnlyList<RunLogEntry> Entries)
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "log.jsonl";

    /// <summary>Whether the run is complete.</summary>
    public bool IsComplete => Entries.Any(entry => entry.Kind is RunLogEntry.EndKind);

    /// <summary>The names of what was measured.</summary>
    public IReadOnlyList<string> Metrics =>
        [.. Entries.Where(entry => entry.Kind is RunLogEntry.EvaluationKind).SelectMany(entry => entry.Metrics?.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Reads the log of a run, also of one that goes on.</summary>
    /// <param name="path">The run's folder, or the file.</param>
    /// <exception cref="RunLogException">There is no log, or a line of it is none; the message names file and line.</exception>
    public static RunLog Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file))
        {
            throw new RunLogException($"There is no log of a run at '{file}'; the folder of a run that has the hook 'log' is wanted, or its {FileName}.");
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        var entries = new List<RunLogEntry>();
        for (var i = 0; i < lines.Length - 1; i++) // behind the last line break is nothing, or a line that is being written
        {
            entries.Add(Parse(lines[i], file, i + 1));
        }

        return new(NameOf(file), entries);
    }

    /// <summary>The values of a metric, by step.</summary>
    public IReadOnlyList<(RunLogEntry Entry, double Value)> Metric(string name) =>
        [.. Entries.Where(entry => entry.Metrics?.ContainsKey(name) is true && entry.Kind is RunLogEntry.EvaluationKind).Select(entry => (entry, entry.Metrics![name]))];

    private static string NameOf(string file) =>
        Path.GetFileName(file) is FileName ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!) : Path.GetFileNameWithoutExtension(file);

    private static RunLogEntry Parse(string line, string file, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunLogJson.Default.RunLogEntry) ?? throw new JsonException("it is null.");
        }
        catch (JsonException e)
        {
            throw new RunLogException($"{file}:{number} is no line of a run's log: {e.Message}", e);
        }
    }
}
