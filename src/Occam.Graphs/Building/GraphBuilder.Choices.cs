using Occam.Graphs.Ops;

namespace Occam.Graphs.Building;

/// <content>Places of a supernet where candidates meet.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Adds a <see cref="Choice"/> of several values of the same shape.</summary>
    /// <param name="name">The node's name, which is also the key of the choice.</param>
    /// <param name="candidates">The candidates by name, from the cheapest to the dearest where that can be said.</param>
    /// <param name="kind">What is chosen: <c>operation</c> or <c>depth</c>. Default <c>operation</c>.</param>
    /// <param name="group">Choices of one group are made together; default a group of its own.</param>
    /// <param name="selected">The candidate that is taken where nothing else is selected. Default the first.</param>
    /// <exception cref="GraphException">The candidates differ in shape.</exception>
    public Value Choose(string name, IReadOnlyList<(string Name, Value Value)> candidates, string kind = "operation", string? group = null, int selected = 0)
    {
        var sizes = Sizes(candidates[0].Value);
        if (candidates.FirstOrDefault(candidate => !Sizes(candidate.Value).AsSpan().SequenceEqual(sizes)) is { Value: { } other } different)
        {
            throw new GraphException($"Choice '{name}': candidate '{candidates[0].Name}' is [{string.Join(", ", sizes)}], but '{different.Name}' is [{string.Join(", ", Sizes(other))}].");
        }

        Graph.Opsets[Choice.OwnDomain] = 1;
        var node = Graph.AddNode(Choice.TypeName, candidates.Select(candidate => candidate.Value), [name], Choice.Attributes(kind, candidates.Select(candidate => candidate.Name), group, selected), name, Choice.OwnDomain);
        _shapes[node.Outputs[0]!] = sizes;
        return node.Outputs[0]!;
    }
}
