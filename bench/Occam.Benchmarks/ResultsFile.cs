using System.Runtime.CompilerServices;

namespace Occam.Benchmarks;

/// <summary>A CSV file in the repository's <c>results/</c>.</summary>
internal static class ResultsFile
{
    /// <summary>The repository's folder.</summary>
    public static string Repository => Root();

    /// <summary>Writes a table, replacing the file.</summary>
    /// <param name="name">The file's name without extension.</param>
    /// <param name="header">The columns.</param>
    /// <param name="rows">The rows; cells hold no commas.</param>
    public static void Write(string name, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        var folder = Path.Combine(Root(), "results");
        Directory.CreateDirectory(folder);
        var lines = rows.Prepend(header).Select(row => string.Join(',', row));
        File.WriteAllText(Path.Combine(folder, name + ".csv"), string.Join('\n', lines) + "\n");
        Console.WriteLine($"wrote results/{name}.csv");
    }

    /// <summary>Reads the rows of a table, without the header; none where there is no such file.</summary>
    public static IEnumerable<string[]> Read(string name)
    {
        var path = Path.Combine(Root(), "results", name + ".csv");
        return File.Exists(path) ? [.. File.ReadAllLines(path).Skip(1).Select(line => line.Split(','))] : [];
    }

    private static string Root([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
}
