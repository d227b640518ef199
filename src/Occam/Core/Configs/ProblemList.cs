namespace Occam.Core.Configs;

/// <summary>Gathers what is wrong, so that one error can list it all.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigProblem> _problems = [];
    private int _read;

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>How many there are.</summary>
    public int Count => _problems.Count;

    /// <summary>Whether a part of the config could not be read at all, so that what is missing in the rest is no finding.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Ends the reading: of a value that could not be read nothing more is said.</summary>
    public void EndReading() => _read = _problems.Count;

    /// <summary>A list that begins as this one.</summary>
    public ProblemList Copy()
    {
        var copy = new ProblemList { IsPartial = IsPartial, _read = _read };
        copy._problems.AddRange(_problems);
        return copy;
    }

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
            var told = _problems.Take(_read).Select(problem => (problem.Mark, problem.Path)).ToHashSet();
            throw new ConfigException([.. _problems.Take(_read).Concat(_problems.Skip(_read).Where(problem => !told.Contains((problem.Mark, problem.Path))))
                .Distinct()
                .OrderBy(problem => files.IndexOf(problem.Mark.File))
                .ThenBy(problem => problem.Mark.Line)
                .ThenBy(problem => problem.Mark.Column)]);
        }
    }
}
