using System.Globalization;

namespace Occam.Benchmarks.Native;

/// <summary>Compares native set-ups, each in processes of its own, round by round, so that a busy machine disturbs all alike.</summary>
internal sealed class NativeBenchmark : Benchmark
{
    public override string Name => "native";

    public override string Description => "allocator, NNPACK, oneDNN and threads on a training step; arguments: [rounds=3] [steps=20] [only=TEXT]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var rounds = int.Parse(options.GetValueOrDefault("rounds", "3"), CultureInfo.InvariantCulture);
        var steps = options.GetValueOrDefault("steps", "20");
        var only = options.GetValueOrDefault("only", string.Empty);
        var variants = NativeVariant.All.Where((variant, i) => i == 0 || variant.Name.Contains(only, StringComparison.Ordinal)).ToList();
        var measured = variants.Select(_ => new List<double[]>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < variants.Count; i++)
            {
                var line = ChildProcess.Run(["native-step", "steps=" + steps, .. variants[i].Options.Split(' ')], variants[i].Environment);
                measured[i].Add([.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))]);
                Console.WriteLine($"{round + 1}/{rounds} {variants[i].Name,-58} {line}");
            }
        }

        // The best round of each: what other processes took from the machine only ever adds.
        var best = measured.Select(rows => Enumerable.Range(0, 4).Select(column => rows.Min(row => row[column])).ToArray()).ToList();
        ResultsFile.Write(
            "native",
            ["set-up", "median ms", "best ms", "processor ms", "peak MB", "ratio of median", "ratio of processor"],
            variants.Select((variant, i) => best[i].Select(Number).Prepend(variant.Name).Concat([Number(best[i][0] / best[0][0]), Number(best[i][2] / best[0][2])])));
        return 0;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
