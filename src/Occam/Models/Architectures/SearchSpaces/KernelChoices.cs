using System.Globalization;
using Occam.Graphs;
using Occam.Models.Mutables;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// The windows that convolutions of a supernet may have (<see cref="KernelSize"/>). They stand in the model's properties (<c>occam.kernels</c>), a line a convolution, the sizes before its name, so that a supernet's file
/// says all of its space.
/// </summary>
/// <param name="Sizes">The sizes of each convolution, ascending, by the node's name.</param>
public sealed record KernelChoices(IReadOnlyDictionary<string, IReadOnlyList<int>> Sizes)
{
    private const string Key = "occam.kernels";

    /// <summary>The choices that a supernet states; null where it has none.</summary>
    /// <exception cref="GraphException">They cannot be read.</exception>
    public static KernelChoices? Of(Graph graph)
    {
        if (graph.Info.Metadata.FirstOrDefault(pair => string.Equals(pair.Key, Key, StringComparison.Ordinal)).Value is not { } text)
        {
            return null;
        }

        var sizes = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            int[] numbers = [.. line[..Math.Max(0, space)].Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0)];
            if (numbers.Contains(0) || !sizes.TryAdd(line[(space + 1)..], numbers))
            {
                throw new GraphException($"The property '{Key}' of '{graph.Name}' has the line '{line}'; sizes and the name of a convolution are wanted, each once, as in '3,5 stem'.");
            }
        }

        return new(sizes);
    }

    /// <summary>The choices of every convolution that can have several of some sizes: an odd, square window, pads alike on all sides and wide enough, a weight of its own.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sizes">The sizes; a convolution's own, and smaller ones of these.</param>
    public static KernelChoices For(Graph graph, IReadOnlyList<int> sizes)
    {
        var found = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(KernelSize.Fits))
        {
            var full = (int)node.Input(1).Constant!.Dimensions[2];
            var (pad, dilation) = (node.Ints("pads")![0], node.Ints("dilations")?[0] ?? 1);
            int[] own = [.. sizes.Where(size => size < full && pad >= (full - size) / 2 * dilation).Append(full).Distinct().Order()];
            if (own.Length > 1)
            {
                found[node.Name] = own;
            }
        }

        return new(found);
    }

    /// <summary>Writes the choices into a supernet.</summary>
    public void Write(Graph graph) => graph.Info = graph.Info with
    {
        Metadata = [.. WithoutKey(graph), .. Sizes.Count == 0 ? [] : new[] { KeyValuePair.Create(Key, string.Join('\n', Sizes.Select(pair => $"{string.Join(',', pair.Value)} {pair.Key}"))) }],
    };

    /// <summary>Takes the choices out of a network that was cut out.</summary>
    public static void Remove(Graph graph) => graph.Info = graph.Info with { Metadata = [.. WithoutKey(graph)] };

    /// <summary>The mutables, in the order of the graph's nodes.</summary>
    /// <exception cref="GraphException">A convolution is not there, or cannot have such windows.</exception>
    public IReadOnlyList<KernelSize> Mutables(Graph graph)
    {
        if (Sizes.Keys.FirstOrDefault(name => graph.FindNode(name) is null) is { } missing)
        {
            throw new GraphException($"The property '{Key}' of '{graph.Name}' names '{missing}', which is no node of it.");
        }

        try
        {
            return [.. graph.Nodes.Where(node => Sizes.ContainsKey(node.Name)).Select(node => new KernelSize(node, Sizes[node.Name]))];
        }
        catch (ArgumentException e)
        {
            throw new GraphException($"The property '{Key}' of '{graph.Name}' does not fit: {e.Message}", e);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> WithoutKey(Graph graph) => graph.Info.Metadata.Where(pair => !string.Equals(pair.Key, Key, StringComparison.Ordinal));
}
