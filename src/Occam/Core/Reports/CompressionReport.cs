namespace Occam.Core.Reports;

/// <summary>What a compression run did and measured; <c>report.json</c> holds it, <c>report.html</c> shows it.</summary>
public sealed record CompressionReport
{
    /// <summary>The version of this form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The model's name: its file's, without extension.</summary>
    public required string Model { get; init; }

    /// <summary>The models: original first.</summary>
    public required IReadOnlyList<ModelFigures> Models { get; init; }

    /// <summary>What the reader should know before trusting or using the result; empty where nothing is remarkable.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The data.</summary>
    public required DataFigures Data { get; init; }

    /// <summary>Pruning; null where none was asked for.</summary>
    public PruningFigures? Pruning { get; init; }

    /// <summary>Fine-tuning; null where there was none.</summary>
    public TrainingFigures? Training { get; init; }

    /// <summary>The weighted layers of the int8 model; null where nothing was quantized.</summary>
    public IReadOnlyList<LayerFigures>? Coverage { get; init; }

    /// <summary>The proof.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>The machine that measured.</summary>
    public required MachineInfo Machine { get; init; }

    /// <summary>Threads that ONNX Runtime had when latency was measured.</summary>
    public required int LatencyThreads { get; init; }

    /// <summary>How long each stage took.</summary>
    public required IReadOnlyList<StageTime> Stages { get; init; }
}
