namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="EmaHook"/>.</summary>
public sealed record EmaHookOptions
{
    /// <summary>The share of the average that an update keeps, over 0 to below 1. Default 0.999.</summary>
    public double Decay { get; init; } = 0.999;

    /// <summary>Whether less is kept at first: (1 + updates) / (10 + updates) where that is smaller. Default yes.</summary>
    public bool WarmUp { get; init; } = true;

    /// <summary>Steps from one update to the next, at least 1. Default 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Whether the average takes the weights' place when the run is complete. Default yes.</summary>
    public bool KeepAtEnd { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Decay is > 0 and < 1, $"Decay has to be over 0 and below 1, but is {Decay}."),
            (Every >= 1, $"Every has to be at least 1, but is {Every}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
