using Occam.Graphs;
using Occam.Graphs.Ops;

namespace Occam.Models.Mutables;

/// <summary>A mutable that selects one of the values that meet in a <see cref="Choice"/> or <see cref="WeightedChoice"/> node, and with it the part of the network that computes it.</summary>
public abstract class PathMutable : Mutable
{
    private protected PathMutable(Node node, IReadOnlyList<string> choices, string? group = null)
        : base(node.Name, choices, group ?? node.String("group", node.Name)) => Node = node;

    /// <summary>The node where the candidates meet.</summary>
    public Node Node { get; }

    /// <summary>The input of the node that a choice takes.</summary>
    /// <param name="choice">The index of the choice.</param>
    public virtual int InputOf(int choice) => choice;

    /// <summary>Whether candidates meet in a node.</summary>
    public static bool Is(Node node) => Choice.Is(node) || node.Operator is WeightedChoice;

    /// <summary>Reads the mutable that a node stands for.</summary>
    /// <exception cref="GraphException">No candidates meet in the node, or its attributes do not fit its inputs.</exception>
    public static PathMutable Of(Node node)
    {
        if (node.Operator is WeightedChoice)
        {
            return Mixture.Of(node);
        }

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
