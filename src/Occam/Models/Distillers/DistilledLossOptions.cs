using Occam.Core.Registry;
using Occam.Models.Losses;

namespace Occam.Models.Distillers;

/// <summary>A loss of a <see cref="Distiller"/>, and what it is computed of.</summary>
public sealed record DistilledLossOptions
{
    /// <summary>The loss.</summary>
    public required Choice<TrainingContext, Loss> Loss { get; init; }

    /// <summary>Its name in logs. Default that of its type, numbered where it is not the first.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What its arguments are, by their names. Default the first output of the network that the argument is named after (<c>teacher...</c>: the teacher, <c>student...</c>: the
    /// network that is trained), and the batch's <c>labels</c>, <c>indices</c> and <c>images</c>.
    /// </summary>
    public IReadOnlyDictionary<string, RecordedValueOptions> Inputs { get; init; } = new Dictionary<string, RecordedValueOptions>(StringComparer.Ordinal);

    /// <summary>The share of the run after which it begins, 0 to 1. Default 0.</summary>
    public double From { get; init; }

    /// <summary>The share of the run after which it ends, 0 to 1. Default 1.</summary>
    public double Until { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
        [.. OptionRange.Share(nameof(From), From), .. OptionRange.Share(nameof(Until), Until), .. From < Until ? Array.Empty<string>() : [$"From has to be below Until, but they are {From} and {Until}."]];
}
