using Google.Protobuf.Collections;
using Occam.Onnx.Protos;

namespace Occam.Onnx.Writing;

/// <summary>Gives the outer values that a sub-graph reads their new names.</summary>
internal static class SubGraphRenaming
{
    /// <summary>The sub-graphs of a node.</summary>
    public static IEnumerable<GraphProto> GraphsOf(NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.Graphs.Concat(attribute.G is null ? [] : [attribute.G]));

    /// <summary>Renames what a graph reads and does not define; a value of the graph that would hide a new name gets another one.</summary>
    /// <param name="graph">The graph; changed.</param>
    /// <param name="renames">New names by old ones.</param>
    public static void Apply(GraphProto graph, IReadOnlyDictionary<string, string> renames)
    {
        var local = new HashSet<string>(graph.Input.Select(input => input.Name), StringComparer.Ordinal);
        local.UnionWith(graph.Initializer.Select(tensor => tensor.Name));
        local.UnionWith(graph.SparseInitializer.Select(tensor => tensor.Values?.Name ?? string.Empty));
        local.UnionWith(graph.Node.SelectMany(node => node.Output));
        var inside = renames.Where(pair => !local.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        var taken = inside.Values.Concat(local).Concat(inside.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var hiding in inside.Values.Where(local.Contains).ToArray())
        {
            var name = hiding;
            for (var i = 1; !taken.Add(name); i++)
            {
                name = $"{hiding}_inner{i}";
            }

            inside[hiding] = name;
        }

        foreach (var info in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
        {
            info.Name = inside.GetValueOrDefault(info.Name, info.Name);
        }

        foreach (var tensor in graph.Initializer.Concat(graph.SparseInitializer.Select(sparse => sparse.Values).Where(values => values is not null)))
        {
            tensor.Name = inside.GetValueOrDefault(tensor.Name, tensor.Name);
        }

        foreach (var node in graph.Node)
        {
            Rename(node.Input, inside);
            Rename(node.Output, inside);
            foreach (var nested in GraphsOf(node))
            {
                Apply(nested, inside);
            }
        }
    }

    private static void Rename(RepeatedField<string> names, Dictionary<string, string> renames)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = renames.GetValueOrDefault(names[i], names[i]);
        }
    }
}
