namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="EvaluationHook"/>.</summary>
public sealed record EvaluationHookOptions
{
    /// <summary>Epochs from one evaluation to the next, at least 1; the end of the run is measured in any case. Default 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Steps from one evaluation to the next in the place of epochs, at least 1. Default epochs count.</summary>
    public int? EverySteps { get; init; }

    /// <summary>Whether averaged weights are measured, where a hook averages them. Default yes.</summary>
    public bool Averaged { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Every >= 1, $"Every has to be at least 1, but is {Every}."),
            (EverySteps is null or >= 1, $"EverySteps has to be at least 1, but is {EverySteps}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
