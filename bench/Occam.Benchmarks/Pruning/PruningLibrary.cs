using System.Globalization;
using Occam.Graphs;
using Occam.Onnx;
using Occam.Testing.Networks;

namespace Occam.Benchmarks.Pruning;

/// <summary>Networks of many styles at 70, 50 and 30 % of their operations, each checked by the oracle and in ONNX Runtime at batch 1 and 3: <c>results/pruning-library.csv</c>.</summary>
internal sealed class PruningLibrary : Benchmark
{
    private static readonly string[] Header = ["network", "target", "share", "units", "not_zero_equivalent", "frozen_nodes", "oracle", "parity", "constants_kept", "passed", "reason"];

    /// <inheritdoc/>
    public override string Name => "pruning-library";

    /// <inheritdoc/>
    public override string Description => "a hundred styles of networks pruned and proved; arguments: [names...] [folder=DIR of further networks, DIR/NAME/model.onnx]";

    /// <inheritdoc/>
    public override int Run(IReadOnlyList<string> arguments)
    {
        var folder = arguments.FirstOrDefault(argument => argument.StartsWith("folder=", StringComparison.Ordinal))?["folder=".Length..];
        var names = arguments.Where(argument => !argument.StartsWith("folder=", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        (string Name, Func<Graph> Open)[] networks =
        [
            .. NetworkLibrary.Names.Select(name => (name, (Func<Graph>)(() => NetworkLibrary.Draw(name)))),
            .. (folder is null ? [] : Directory.GetFiles(folder, "model.onnx", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(Path.GetDirectoryName(file))!, (Func<Graph>)(() => OnnxReader.Read(file)))),
        ];
        var rows = new List<string[]>();
        var failed = 0;
        foreach (var (name, open) in networks.Where(network => names.Count == 0 || names.Contains(network.Name)))
        {
            foreach (var target in new[] { 0.7, 0.5, 0.3 })
            {
                var check = Check(name, open, target);
                failed += check.Passed ? 0 : 1;
                rows.Add(
                [
                    name, Text(target), double.IsNaN(check.Share) ? string.Empty : Text(check.Share), $"{check.Units}", $"{check.Unproved}", $"{check.Frozen}", check.Oracle.ToString("0.0E+0", CultureInfo.InvariantCulture),
                    check.Parity.ToString("0.0E+0", CultureInfo.InvariantCulture), $"{check.Kept}", check.Passed ? "yes" : "no", $"\"{check.Reason.Replace('"', '\'')}\"",
                ]);
                if (!check.Passed || check.Reason.Length > 0)
                {
                    Console.WriteLine(string.Join("  ", rows[^1]));
                }
            }
        }

        Console.WriteLine($"{rows.Count} cases, {failed} failed, {rows.Count(row => row[2].Length == 0)} targets out of reach");
        if (names.Count == 0)
        {
            ResultsFile.Write("pruning-library", Header, rows);
        }

        return failed == 0 ? 0 : 1;
    }

    private static LibraryCheck Check(string name, Func<Graph> open, double target)
    {
        try
        {
            using var graph = open();
            return LibraryCheck.Run(name, graph, target);
        }
        catch (Exception e) when (e is GraphException or OnnxException or InvalidOperationException)
        {
            return new(name, target, double.NaN, 0, 0, 0, 0, 0, 0, e.Message, Passed: false);
        }
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
