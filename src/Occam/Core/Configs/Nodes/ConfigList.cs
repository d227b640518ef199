namespace Occam.Core.Configs.Nodes;

/// <summary>A list.</summary>
/// <param name="Mark">Where it was written.</param>
/// <param name="Items">Its items.</param>
internal sealed record ConfigList(ConfigMark Mark, IReadOnlyList<ConfigNode> Items) : ConfigNode(Mark)
{
    /// <inheritdoc/>
    public override string Description => "a list";
}
