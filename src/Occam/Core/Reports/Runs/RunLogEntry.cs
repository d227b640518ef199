namespace Occam.Core.Reports.Runs;

/// <summary>A line of a run's <c>log.jsonl</c>.</summary>
public sealed record RunLogEntry
{
    /// <summary>The <see cref="Kind"/> of a line every so many steps.</summary>
    public const string StepKind = "step";

    /// <summary>The <see cref="Kind"/> of a line at the end of an epoch.</summary>
    public const string EpochKind = "epoch";

    /// <summary>The <see cref="Kind"/> of an evaluation.</summary>
    public const string EvaluationKind = "evaluation";

    /// <summary>The <see cref="Kind"/> of figures of the network: what it costs, from this step on.</summary>
    public const string FiguresKind = "figures";

    /// <summary>The <see cref="Kind"/> of the last line of a run that is complete.</summary>
    public const string EndKind = "end";

    /// <summary>What the line tells: <c>step</c>, <c>epoch</c>, <c>evaluation</c>, <c>figures</c>, <c>end</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Steps done.</summary>
    public long Step { get; init; }

    /// <summary>Epochs done, with the part of the present one.</summary>
    public double Epoch { get; init; }

    /// <summary>The training loss: of the step, or the mean of the epoch so far at its end.</summary>
    public double? Loss { get; init; }

    /// <summary>Its parts by name.</summary>
    public IReadOnlyDictionary<string, double>? Losses { get; init; }

    /// <summary>What was measured, by name; shares from 0 to 1.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Whether averaged weights were measured.</summary>
    public bool? Averaged { get; init; }

    /// <summary>The learning rate of the weights.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Images trained on a second since the process began, hooks not counted.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>The share of the training time in which steps waited for their batches.</summary>
    public double? WaitShare { get; init; }

    /// <summary>Seconds of the run, those before a resume included.</summary>
    public double Seconds { get; init; }

    /// <summary>Why the run ended before its last step.</summary>
    public string? Reason { get; init; }
}
