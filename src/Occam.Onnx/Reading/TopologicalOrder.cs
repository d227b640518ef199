using System.Runtime.InteropServices;

namespace Occam.Onnx.Reading;

/// <summary>Puts nodes after those whose outputs they read, changing the file's order as little as is needed.</summary>
internal static class TopologicalOrder
{
    private const int ShownNodes = 5;

    /// <summary>The nodes in topological order.</summary>
    /// <param name="nodes">The nodes, in the file's order; no two have an output of the same name.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="OnnxException">Nodes wait for each other.</exception>
    public static IReadOnlyList<NodeRecord> Sort(IReadOnlyList<NodeRecord> nodes, string file)
    {
        var producer = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var output in nodes[i].Outputs.Where(output => output.Length > 0))
            {
                producer.Add(output, i);
            }
        }

        var waits = new int[nodes.Count];
        var readers = new Dictionary<int, List<int>>();
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var name in nodes[i].Inputs.Concat(nodes[i].Captures))
            {
                if (producer.TryGetValue(name, out var from))
                {
                    ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(readers, from, out _);
                    (list ??= []).Add(i);
                    waits[i]++;
                }
            }
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(i => waits[i] == 0).Select(i => (i, i)));
        var sorted = new List<NodeRecord>(nodes.Count);
        while (ready.TryDequeue(out var i, out _))
        {
            sorted.Add(nodes[i]);
            foreach (var reader in readers.GetValueOrDefault(i) ?? [])
            {
                if (--waits[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        return sorted.Count == nodes.Count ? sorted : throw Cycle(nodes, producer, waits, file);
    }

    // Every waiting node reads from another waiting node, so walking back from any ends up in a cycle.
    private static OnnxException Cycle(IReadOnlyList<NodeRecord> nodes, Dictionary<string, int> producer, int[] waits, string file)
    {
        var path = new List<int>();
        var visited = new HashSet<int>();
        var current = Array.FindIndex(waits, count => count > 0);
        while (visited.Add(current))
        {
            path.Add(current);
            current = nodes[current].Inputs.Concat(nodes[current].Captures).Where(producer.ContainsKey).Select(name => producer[name]).First(from => waits[from] > 0);
        }

        var cycle = path.Skip(path.IndexOf(current)).Reverse().ToArray();
        var shown = string.Join(", ", cycle.Take(ShownNodes).Select(i => nodes[i].Label)) + (cycle.Length > ShownNodes ? ", ..." : string.Empty);
        return new OnnxException($"'{file}': the graph has a cycle of {cycle.Length} nodes, each of which waits for the one before: {shown}.");
    }
}
