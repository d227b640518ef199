namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="ResourceHook"/>: none.</summary>
public sealed record ResourceHookOptions;
