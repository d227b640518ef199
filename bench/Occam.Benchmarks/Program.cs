using Occam.Benchmarks;
using Occam.Benchmarks.Assets;
using Occam.Benchmarks.Data;
using Occam.Benchmarks.Distillation;
using Occam.Benchmarks.Distillation.Dense;
using Occam.Benchmarks.Native;
using Occam.Benchmarks.Pruning;
using Occam.Benchmarks.Quantization;
using Occam.Benchmarks.Search;
using Occam.Benchmarks.Training;

Benchmark[] benchmarks =
[
    new CalibrationTime(),
    new DartsStudy(),
    new DenseStudy(),
    new DistillationOverhead(),
    new DistillationStudy(),
    new EmbeddedData(),
    new HandWrittenStep(),
    new Int8Latency(),
    new Int8Ranges(),
    new LoaderBenchmark(),
    new NasSpeed(),
    new NasStudy(),
    new NativeBenchmark(),
    new NativeStep(),
    new PruningLatency(),
    new PruningLibrary(),
    new PruningSpeed(),
    new PruningStudy(),
    new QuantizationStudy(),
    new TrainingStepBenchmark(),
    new TrainingThroughput(),
];

if (args is [var name, .. var rest] && benchmarks.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal)) is { } benchmark)
{
    return benchmark.Run(rest);
}

Console.WriteLine("dotnet run -c Release --project bench/Occam.Benchmarks -- NAME [arguments]");
foreach (var known in benchmarks)
{
    Console.WriteLine($"  {known.Name,-20} {known.Description}");
}

return args.Length == 0 ? 0 : 2;
