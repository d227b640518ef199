namespace Occam.Core.Configs;

/// <summary>Gathers what is wrong, so that one error can list it all.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigProblem> _problems = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>How many there are.</summary>
    public int Count => _problems.Count;

    /// <summary>Adds one.</summary>
    public void Add(ConfigMark mark, string path, string message) => _problems.Add(new(mark, path, message));

    /// <summary>Ends here if anything is wrong.</summary>
    /// <exception cref="ConfigException">Something is.</exception>
    public void Throw()
    {
        if (_problems.Count > 0)
        {
            // By file in the order of their first problem, then as an editor shows them.
            var files = _problems.Select(problem => problem.Mark.File).Distinct(StringComparer.Ordinal).ToList();
            throw new ConfigException([.. _problems
                .Distinct()
                .OrderBy(problem => files.IndexOf(problem.Mark.File))
                .ThenBy(problem => problem.Mark.Line)
                .ThenBy(problem => problem.Mark.Column)]);
        }
    }
}
