using Occam.Graphs;
using Occam.Graphs.Shapes;
using Occam.Models.Pruners;

namespace Occam.Models.Distillers;

/// <summary>A network whose values can be recorded.</summary>
/// <param name="name">What configs call it.</param>
/// <param name="graph">Its graph.</param>
/// <param name="shapes">The shapes of its values for the batch of the check.</param>
internal sealed class RecordedGraph(string name, Graph graph, ShapeTable shapes)
{
    private const int Shown = 3;

    /// <summary>What configs call it.</summary>
    public string Name => name;

    /// <summary>Finds a value.</summary>
    /// <param name="wanted">How it is named.</param>
    /// <param name="problem">Why it is not found, with the nearest names.</param>
    public RecordedSource? Find(RecordedValueOptions wanted, out string? problem)
    {
        problem = null;
        var value = wanted switch
        {
            { Output: { } node } => Pick(node, wanted, graph.Nodes, each => each.Name, "node", ref problem) is { } found ? At(found, found.Outputs, wanted.Index, "outputs", ref problem) : null,
            { Input: { } node } => Pick(node, wanted, graph.Nodes, each => each.Name, "node", ref problem) is { } found ? At(found, found.Inputs, wanted.Index, "inputs", ref problem) : null,
            { Parameter: { } weight } => Pick(weight, wanted, [.. graph.Constants.Where(each => each.Constant!.HasTensor)], each => each.Name, "weight", ref problem),
            { Value: { } given } => Pick(given, wanted, [.. graph.Values.Where(each => !each.IsConstant)], each => each.Name, "value", ref problem),
            _ => graph.Outputs[0],
        };
        if (value is null)
        {
            return null;
        }

        if (shapes.Dimensions(value) is { } shape)
        {
            return new(name, value.Name, shape, value);
        }

        problem = $"the shape of '{value.Name}' of the {name} is not known (it lies behind an operator that Occam does not know).";
        return null;
    }

    private T? Pick<T>(string pattern, RecordedValueOptions wanted, IReadOnlyList<T> all, Func<T, string> nameOf, string kind, ref string? problem)
        where T : class
    {
        T[] fitting = [.. all.Where(each => NamePattern.Fits(pattern, nameOf(each)))];
        var index = wanted.Match is { } match ? match < 0 ? fitting.Length + match : match : 0;
        if (fitting.Length == 0)
        {
            var near = all.Select(nameOf).OrderBy(known => NamePattern.Distance(pattern, known)).Take(Shown);
            problem = $"the {name} has no {kind} '{pattern}'; the nearest are {string.Join(", ", near.Select(known => $"'{known}'"))}.";
            return null;
        }

        if ((wanted.Match is null && fitting.Length > 1) || index < 0 || index >= fitting.Length)
        {
            problem = $"'{pattern}' fits {fitting.Length} {kind}s of the {name} ({string.Join(", ", fitting.Take(Shown).Select(nameOf))}{(fitting.Length > Shown ? ", ..." : string.Empty)}); narrow it, or choose one by 'match'.";
            return null;
        }

        return fitting[index];
    }

    private Value? At(Node node, IReadOnlyList<Value?> values, int index, string kind, ref string? problem)
    {
        var value = index < values.Count ? values[index] : null;
        problem = value is null ? $"node '{node.Name}' of the {name} has {values.Count} {kind}, so there is none at {index}." : null;
        return value;
    }
}
