using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>What leaves one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Removed">The channels that leave, by ascending index.</param>
public sealed record UnitPlan(PruningUnit Unit, IReadOnlyList<Channel> Removed)
{
    /// <summary>How many channels stay.</summary>
    public int Kept => Unit.Channels.Count - Removed.Count;
}
