using Occam.Benchmarks;
using Occam.Benchmarks.Native;

Benchmark[] benchmarks = [new NativeBenchmark(), new NativeStep()];

if (args is [var name, .. var rest] && benchmarks.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal)) is { } benchmark)
{
    return benchmark.Run(rest);
}

Console.WriteLine("dotnet run -c Release --project bench/Occam.Benchmarks -- NAME [arguments]");
foreach (var known in benchmarks)
{
    Console.WriteLine($"  {known.Name,-16} {known.Description}");
}

return args.Length == 0 ? 0 : 2;
