namespace Occam.Core.Reports;

/// <summary>How the pruned network was fine-tuned with the original as teacher.</summary>
public sealed record TrainingFigures
{
    /// <summary>Images a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The time it took, in seconds, evaluation included.</summary>
    public required double Seconds { get; init; }

    /// <summary>The epochs; the first entry is the network before training.</summary>
    public required IReadOnlyList<EpochFigures> Epochs { get; init; }
}
