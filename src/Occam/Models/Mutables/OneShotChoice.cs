using Occam.Graphs;

namespace Occam.Models.Mutables;

/// <summary>One candidate operation of several, each a sub-graph of its own; a network takes exactly one of them (Guo et al. 2020, "Single path one-shot neural architecture search").</summary>
public sealed class OneShotChoice : PathMutable
{
    /// <summary>The kind that a choice node states.</summary>
    public const string Kind = "operation";

    internal OneShotChoice(Node node, IReadOnlyList<string> candidates)
        : base(node, candidates)
    {
    }
}
