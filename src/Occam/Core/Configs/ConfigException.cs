namespace Occam.Core.Configs;

/// <summary>A config cannot be used; the message lists every problem, one a line.</summary>
public sealed class ConfigException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">What is wrong, at least one.</param>
    public ConfigException(IReadOnlyList<ConfigProblem> problems)
        : base($"{(problems.Count == 1 ? "1 problem" : $"{problems.Count} problems")} in the config:{string.Concat(problems.Select(problem => $"\n  {problem}"))}")
    {
        Problems = problems;
    }

    /// <summary>What is wrong, in the order of files and lines.</summary>
    public IReadOnlyList<ConfigProblem> Problems { get; }
}
