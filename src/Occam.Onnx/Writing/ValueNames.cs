using Occam.Graphs;
using Occam.Graphs.Attributes;

namespace Occam.Onnx.Writing;

/// <summary>
/// What values are called in a file. That is their own name, but inside a sub-graph: a captured value has the name of the value around,
/// which may have changed, and a value of the sub-graph must not hide it.
/// </summary>
internal sealed class ValueNames
{
    private readonly Graph _graph;
    private readonly ValueNames? _outer;
    private readonly Dictionary<Value, string> _different = [];
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);

    private ValueNames(Graph graph, ValueNames? outer)
    {
        _graph = graph;
        _outer = outer;
    }

    /// <summary>The names in a whole network: the values' own.</summary>
    public static ValueNames Of(Graph graph) => new(graph, null);

    /// <summary>The names in a sub-graph.</summary>
    /// <param name="branch">The sub-graph.</param>
    /// <param name="node">The node that has it.</param>
    /// <param name="outer">The names around the node.</param>
    public static ValueNames Inside(GraphAttribute branch, Node node, ValueNames outer)
    {
        var names = new ValueNames(branch.Graph, outer);
        var inputs = branch.Graph.Inputs;
        for (var i = 0; i < branch.Captures.Count; i++)
        {
            names._different[inputs[inputs.Count - branch.Captures.Count + i]] = outer.Of(node.Captures[branch.Captures[i]]);
        }

        foreach (var local in branch.Graph.Values.Where(value => !names._different.ContainsKey(value) && outer.IsTaken(value.Name)).ToArray())
        {
            names.Rename(local);
        }

        return names;
    }

    /// <summary>The name of a value; empty where an input or output is absent.</summary>
    public string Of(Value? value) => value is null ? string.Empty : _different.GetValueOrDefault(value) ?? value.Name;

    private void Rename(Value local)
    {
        var name = local.Name;
        for (var i = 1; _added.Contains(name) || _graph.Find(name) is not null || _outer!.IsTaken(name); i++)
        {
            name = $"{local.Name}_inner{i}";
        }

        _added.Add(name);
        _different[local] = name;
    }

    private bool IsTaken(string name) =>
        _added.Contains(name)
        || (_graph.Find(name) is { } value && !_different.ContainsKey(value))
        || _outer?.IsTaken(name) == true;
}
