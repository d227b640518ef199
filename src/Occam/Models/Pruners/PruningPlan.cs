using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>Which channels are to leave.</summary>
/// <param name="Units">Each unit with the channels that leave it.</param>
public sealed record PruningPlan(IReadOnlyList<UnitPlan> Units)
{
    /// <summary>All channels that leave.</summary>
    public IEnumerable<Channel> Removed => Units.SelectMany(unit => unit.Removed);
}
