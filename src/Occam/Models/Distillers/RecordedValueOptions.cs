namespace Occam.Models.Distillers;

/// <summary>
/// A tensor that a loss takes: a value of a network by its name, what a node gives or is given, or a parameter. Names may be patterns (<c>*</c> any characters, <c>?</c> one)
/// that fit one name. Where none is given, it is the network's first output.
/// </summary>
public sealed record RecordedValueOptions
{
    /// <summary>Whose it is: <c>student</c>, <c>teacher</c>, another teacher's name, or <c>batch</c>. Default by the argument's name.</summary>
    public string? Of { get; init; }

    /// <summary>A value of the graph; of the batch <c>labels</c>, <c>indices</c> or <c>images</c>.</summary>
    public string? Value { get; init; }

    /// <summary>A node whose output is meant.</summary>
    public string? Output { get; init; }

    /// <summary>A node whose input is meant.</summary>
    public string? Input { get; init; }

    /// <summary>A weight.</summary>
    public string? Parameter { get; init; }

    /// <summary>Which output or input of the node, from 0. Default 0.</summary>
    public int Index { get; init; }

    /// <summary>Which of several names that a pattern fits, from 0, in the graph's order; -1 is the last. Default: the pattern has to fit one.</summary>
    public int? Match { get; init; }

    /// <summary>The connectors that it goes through, in order: <c>name</c>, or <c>name.output</c> of one that gives several. Default none.</summary>
    public IReadOnlyList<string> Connectors { get; init; } = [];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (Names.Count() > 1)
        {
            yield return "Only one of Value, Output, Input and Parameter can be given.";
        }

        if (Index < 0)
        {
            yield return $"Index has to be at least 0, but is {Index}.";
        }
    }

    /// <summary>The names that are given.</summary>
    internal IEnumerable<string> Names => new[] { Value, Output, Input, Parameter }.OfType<string>();
}
