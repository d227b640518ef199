using Occam.Graphs;
using Occam.Graphs.Ops;

namespace Occam.Models.Mutables;

/// <summary>A mutable that selects one of the values that meet in a <see cref="Choice"/> node, and with it the part of the network that computes it.</summary>
public abstract class PathMutable : Mutable
{
    private protected PathMutable(Node node, IReadOnlyList<string> choices)
        : base(node.Name, choices, node.String("group", node.Name)) => Node = node;

    /// <summary>The node where the candidates meet; choice i takes its input i.</summary>
    public Node Node { get; }

    /// <summary>Reads the mutable that a choice node stands for.</summary>
    /// <exception cref="GraphException">The node is no choice, or its attributes do not fit its inputs.</exception>
    public static PathMutable Of(Node node)
    {
        if (!Choice.Is(node))
        {
            throw GraphException.At(node, "is no choice.");
        }

        var names = Choice.CandidatesOf(node);
        return node.String("kind", OneShotChoice.Kind) switch
        {
            OneShotChoice.Kind => new OneShotChoice(node, names),
            Depth.Kind => new Depth(node, names),
            var other => throw GraphException.At(node, $"is a choice of kind '{other}'; known are '{OneShotChoice.Kind}' and '{Depth.Kind}'."),
        };
    }
}
