namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="DumpHook"/>.</summary>
public sealed record DumpHookOptions
{
    /// <summary>Epochs from one file to the next, at least 1; null for none by epochs. Default null.</summary>
    public int? Every { get; init; }

    /// <summary>Whether a file is written after every replacement of the graph: after pruning, after quantizers were put in. Default yes.</summary>
    public bool AfterReplacement { get; init; } = true;

    /// <summary>Whether averaged weights are written, where a hook averages them. Default yes.</summary>
    public bool Averaged { get; init; } = true;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Every is null or >= 1 ? [] : [$"Every has to be at least 1, but is {Every}."];
}
