using Occam.Graphs;
using Occam.Graphs.Attributes;

namespace Occam.Onnx.Writing;

/// <summary>
/// What values are called in a file. That is their own name, but inside a sub-graph: a captured value has the name of the value around,
/// which may have changed, and a value of the sub-graph must not hide it.
/// </summary>
internal sealed class ValueNames
{
    private readonly Dictionary<Value, string> _different = [];

    private ValueNames()
    {
    }

    /// <summary>The names in a whole network: the values' own.</summary>
    public static ValueNames Plain { get; } = new();

    /// <summary>The names in a sub-graph.</summary>
    /// <param name="branch">The sub-graph.</param>
    /// <param name="node">The node that has it.</param>
    /// <param name="outer">The names around the node.</param>
    public static ValueNames Inside(GraphAttribute branch, Node node, ValueNames outer)
    {
        var names = new ValueNames();
        var inputs = branch.Graph.Inputs;
        var captured = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < branch.Captures.Count; i++)
        {
            var input = inputs[inputs.Count - branch.Captures.Count + i];
            var name = outer.Of(node.Captures[branch.Captures[i]]);
            names._different[input] = name;
            captured[name] = input;
        }

        foreach (var local in branch.Graph.Values.Where(value => captured.ContainsKey(value.Name) && !names._different.ContainsKey(value)))
        {
            var name = branch.Graph.UnusedName(local.Name);
            for (var i = 1; captured.ContainsKey(name); i++)
            {
                name = branch.Graph.UnusedName($"{local.Name}_inner{i}");
            }

            names._different[local] = name;
            captured[name] = local;
        }

        return names;
    }

    /// <summary>The name of a value; empty where an input or output is absent.</summary>
    public string Of(Value? value) => value is null ? string.Empty : _different.GetValueOrDefault(value) ?? value.Name;
}
