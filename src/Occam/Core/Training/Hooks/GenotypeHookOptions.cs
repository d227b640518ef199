namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="GenotypeHook"/>.</summary>
public sealed record GenotypeHookOptions
{
    /// <summary>Whether each epoch's genotype stays in a file of its own. Default yes.</summary>
    public bool KeepAll { get; init; } = true;
}
