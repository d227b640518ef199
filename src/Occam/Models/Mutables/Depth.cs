using Occam.Graphs;

namespace Occam.Models.Mutables;

/// <summary>How deep a part of the network is: whether a residual branch is kept or skipped, or how many blocks of a stage are run.</summary>
public sealed class Depth : PathMutable
{
    /// <summary>The kind that a choice node states.</summary>
    public const string Kind = "depth";

    internal const string Skipped = "skip";

    internal const string Kept = "keep";

    internal Depth(Node node, IReadOnlyList<string> depths)
        : base(node, depths)
    {
    }
}
