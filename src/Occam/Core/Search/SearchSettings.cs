using Occam.Models.Searchers;

namespace Occam.Core.Search;

/// <summary>How the subnets of an experiment's supernet are searched. They are scored on the images that <see cref="Experiments.ExperimentTraining.Validation"/> holds out.</summary>
public sealed record SearchSettings
{
    /// <summary>How subnets are proposed. Default evolution.</summary>
    public SearchMethod Method { get; init; }

    /// <summary>Generations, subnets a generation and how they are made. Default 20 of 50.</summary>
    public SearchOptions Budget { get; init; } = new();

    /// <summary>For the greedy method: the multiply-accumulates to come down to, a subnet for each. Default none.</summary>
    public IReadOnlyList<double> Targets { get; init; } = [];

    /// <summary>The most multiply-accumulates for one image. Default no limit.</summary>
    public double? MaximumMacs { get; init; }

    /// <summary>The fewest multiply-accumulates, for searching in a range. Default no limit.</summary>
    public double? MinimumMacs { get; init; }

    /// <summary>The most trained numbers. Default no limit.</summary>
    public double? MaximumParameters { get; init; }

    /// <summary>The highest median latency of one image in ONNX Runtime on this machine with one thread, in milliseconds. Default no limit.</summary>
    public double? MaximumLatency { get; init; }

    /// <summary>What that limit is held against for candidates that meet the other ones. Default the table of kernels; the winner is measured as a whole in any case.</summary>
    public LatencySource Latency { get; init; }

    /// <summary>The file of measured kernels, in the current folder where no other is named; what is not in it is measured and added. Default this machine's in the user's cache folder.</summary>
    public string? LatencyTable { get; init; }

    /// <summary>
    /// Whether a supernet is searched whose file does not say which images were held out of its training, as one has that was not trained by <c>occam train</c>: you then vouch that it never saw the
    /// images that it is scored on. Default no.
    /// </summary>
    public bool AcceptUnmarked { get; init; }

    /// <summary>Images on which each candidate's BatchNorms take their statistics, at least 2. Default 500.</summary>
    public int CalibrationImages { get; init; } = 500;

    /// <summary>What guesses scores after the first measured ones. Default nothing.</summary>
    public PredictorKind Predictor { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (MaximumMacs is null or > 0, $"MaximumMacs has to be over 0, but is {MaximumMacs}."),
            (MaximumParameters is null or > 0, $"MaximumParameters has to be over 0, but is {MaximumParameters}."),
            (MaximumLatency is null or > 0, $"MaximumLatency has to be over 0, but is {MaximumLatency}."),
            (Targets.All(target => target > 0) && (Targets.Count > 0) == (Method == SearchMethod.Greedy), $"Targets have to be over 0, are wanted for the greedy method and only there, but are {(Targets.Count == 0 ? "none" : string.Join(", ", Targets))} for {Method}."),
            (
                Method != SearchMethod.Greedy || (MinimumMacs ?? MaximumMacs ?? MaximumParameters ?? MaximumLatency) is null,
                "MinimumMacs, MaximumMacs, MaximumParameters and MaximumLatency are limits of evolution and random search; greedy slimming goes by Targets alone."),
            (!(MinimumMacs < 0), $"MinimumMacs has to be at least 0, but is {MinimumMacs}."),
            (!(MinimumMacs > MaximumMacs), $"MinimumMacs has to be at most MaximumMacs, but they are {MinimumMacs} and {MaximumMacs}."),
            (CalibrationImages >= 2, $"CalibrationImages has to be at least 2, but is {CalibrationImages}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
