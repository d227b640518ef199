namespace Occam.Core.Configs;

/// <summary>One thing that is wrong in a config.</summary>
/// <param name="Mark">Where it was written.</param>
/// <param name="Path">The key path, for example <c>optimizer.momentum</c> or <c>hooks[1]</c>; empty for the whole config.</param>
/// <param name="Message">What was given, what is allowed, and the nearest known name where a name is unknown.</param>
public sealed record ConfigProblem(ConfigMark Mark, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? $"{Mark}: {Message}" : $"{Mark}: {Path}: {Message}";
}
