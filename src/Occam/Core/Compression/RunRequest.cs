using Occam.Apis;
using Occam.Core.Reports;

namespace Occam.Core.Compression;

/// <summary>What decides the result of a run; a run is resumed only with the same.</summary>
internal sealed record RunRequest
{
    public required string ModelSha256 { get; init; }

    public required string Data { get; init; }

    public required double? TargetMacs { get; init; }

    public required string Quantize { get; init; }

    public required string Criterion { get; init; }

    public required bool FineTune { get; init; }

    public required int Epochs { get; init; }

    public required double? TimeBudgetSeconds { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required int Seed { get; init; }

    public required string? Normalisation { get; init; }

    public static RunRequest Of(CompressOptions options, FileDigest input) => new()
    {
        ModelSha256 = input.Sha256,
        Data = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Data))),
        TargetMacs = options.TargetMacs,
        Quantize = options.Quantization == new QuantizationOptions() ? options.Quantize.ToString() : $"{options.Quantize} {options.Quantization}",
        Criterion = options.Criterion,
        FineTune = options.FineTune,
        Epochs = options.Epochs,
        TimeBudgetSeconds = options.TimeBudget?.TotalSeconds,
        BatchSize = options.BatchSize,
        LearningRate = options.LearningRate,
        Seed = options.Seed,
        Normalisation = options.Mean is null ? null : $"{string.Join(' ', options.Mean)} / {string.Join(' ', options.Deviation!)}",
    };

    /// <summary>What an earlier request has that this one has not.</summary>
    public string Difference(RunRequest earlier)
    {
        (string Name, object? Then, object? Now)[] parts =
        [
            ("model", earlier.ModelSha256[..8], ModelSha256[..8]),
            ("data", earlier.Data, Data),
            ("target of MACs", earlier.TargetMacs, TargetMacs),
            ("quantization", earlier.Quantize, Quantize),
            ("criterion", earlier.Criterion, Criterion),
            ("fine-tuning", earlier.FineTune, FineTune),
            ("epochs", earlier.Epochs, Epochs),
            ("time budget", earlier.TimeBudgetSeconds, TimeBudgetSeconds),
            ("batch size", earlier.BatchSize, BatchSize),
            ("learning rate", earlier.LearningRate, LearningRate),
            ("seed", earlier.Seed, Seed),
            ("normalisation", earlier.Normalisation, Normalisation),
        ];
        return string.Join(", ", parts.Where(part => !Equals(part.Then, part.Now)).Select(part => $"{part.Name} was {part.Then ?? "none"}, is {part.Now ?? "none"}"));
    }
}
