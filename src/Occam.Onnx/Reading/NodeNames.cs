using System.Runtime.InteropServices;

namespace Occam.Onnx.Reading;

/// <summary>Gives every node a unique name: its own where it has one that no node before it has, else one made from its operator.</summary>
internal sealed class NodeNames
{
    private readonly HashSet<string> _stated;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Starts with the names that a file states.</summary>
    public NodeNames(IEnumerable<NodeRecord> nodes) => _stated = nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The name of the next node.</summary>
    public string Next(NodeRecord node)
    {
        if (node.Name.Length > 0 && _given.Add(node.Name))
        {
            return node.Name;
        }

        var wanted = node.Name.Length > 0 ? node.Name : node.OpType;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, wanted, out _);
        string name;
        do
        {
            name = $"{wanted}_{++count}";
        }
        while (_stated.Contains(name) || !_given.Add(name));

        return name;
    }
}
