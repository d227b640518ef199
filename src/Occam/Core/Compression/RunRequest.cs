using System.Globalization;
using Occam.Apis;
using Occam.Core.Reports;

namespace Occam.Core.Compression;

/// <summary>What decides the result of a run; a run is resumed only with the same.</summary>
internal sealed record RunRequest
{
    public required string ModelSha256 { get; init; }

    public required string Data { get; init; }

    public required string? Pruning { get; init; }

    public required string Quantize { get; init; }

    public required bool FineTune { get; init; }

    public required int Epochs { get; init; }

    public required double? TimeBudgetSeconds { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required int Seed { get; init; }

    public required string? Normalisation { get; init; }

    public string? ImageSize { get; init; }

    public static RunRequest Of(CompressOptions options, FileDigest input) => new()
    {
        ModelSha256 = input.Sha256,
        Data = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Data))),
        Pruning = options.Prunes ? PruningOf(options) : null,
        Quantize = options.Quantization == new QuantizationOptions() ? options.Quantize.ToString() : $"{options.Quantize} {options.Quantization}",
        FineTune = options.FineTune,
        Epochs = options.Epochs,
        TimeBudgetSeconds = options.TimeBudget?.TotalSeconds,
        BatchSize = options.BatchSize,
        LearningRate = options.LearningRate,
        Seed = options.Seed,
        Normalisation = options.Mean is null ? null : $"{string.Join(' ', options.Mean)} / {string.Join(' ', options.Deviation!)}",
        ImageSize = options.ImageSize?.ToString(),
    };

    // Text, because records compare lists by reference. A plan counts by what is in it.
    private static string PruningOf(CompressOptions options)
    {
        var pruning = options.Pruning;
        (string Name, object? Value)[] parts =
        [
            ("MACs", pruning.TargetMacs), ("parameters", pruning.TargetParameters), ("activations", pruning.TargetActivations), ("latency", options.TargetLatency),
            ("plan", options.FromPlan is { } plan && File.Exists(plan) ? FileDigest.Of(plan).Sha256[..8] : options.FromPlan), ("criterion", pruning.Criterion),
            ("ranking", pruning.Ranking), ("reduction", pruning.Reduction), ("normalisation", pruning.Normalisation), ("at most", pruning.MaximumRatio), ("multiple", pruning.WidthMultiple),
            ("compensated", pruning.Compensate), ("protected", pruning.Protected.Count == 0 ? null : string.Join(' ', pruning.Protected)),
            ("ratios", pruning.Ratios.Count == 0 ? null : string.Join(' ', pruning.Ratios)),
        ];
        return string.Join(", ", parts.Where(part => part.Value is not null).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Value}")));
    }

    /// <summary>What an earlier request has that this one has not.</summary>
    public string Difference(RunRequest earlier)
    {
        (string Name, object? Then, object? Now)[] parts =
        [
            ("model", earlier.ModelSha256[..8], ModelSha256[..8]),
            ("data", earlier.Data, Data),
            ("pruning", earlier.Pruning, Pruning),
            ("quantization", earlier.Quantize, Quantize),
            ("fine-tuning", earlier.FineTune, FineTune),
            ("epochs", earlier.Epochs, Epochs),
            ("time budget", earlier.TimeBudgetSeconds, TimeBudgetSeconds),
            ("batch size", earlier.BatchSize, BatchSize),
            ("learning rate", earlier.LearningRate, LearningRate),
            ("seed", earlier.Seed, Seed),
            ("normalisation", earlier.Normalisation, Normalisation),
            ("image size", earlier.ImageSize, ImageSize),
        ];
        return string.Join(", ", parts.Where(part => !Equals(part.Then, part.Now)).Select(part => $"{part.Name} was {part.Then ?? "none"}, is {part.Now ?? "none"}"));
    }
}
