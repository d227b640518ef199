namespace Occam.Core.Configs.Nodes;

/// <summary>A part of a config.</summary>
/// <param name="Mark">Where it was written.</param>
internal abstract record ConfigNode(ConfigMark Mark)
{
    /// <summary>What it is, in words: <c>'0.1'</c>, <c>a list</c>, <c>a mapping</c>.</summary>
    public abstract string Description { get; }
}
