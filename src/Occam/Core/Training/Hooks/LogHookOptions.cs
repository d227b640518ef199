namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="LogHook"/>.</summary>
public sealed record LogHookOptions
{
    /// <summary>Steps from one line to the next within an epoch, at least 1. Default 50.</summary>
    public int Every { get; init; } = 50;

    /// <summary>Whether <c>log.txt</c> is written for people beside <c>log.jsonl</c> for programs. Default yes.</summary>
    public bool Text { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Every >= 1 ? [] : [$"Every has to be at least 1, but is {Every}."];
}
