using System.Globalization;
using Occam.Graphs.Channels;

namespace Occam.Models.Mutables;

/// <summary>How many channels of a pruning unit a network keeps; the first ones stay.</summary>
public sealed class ChannelWidth : Mutable
{
    /// <summary>Makes a unit a mutable.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="widths">The widths, ascending, each from 1 to the unit's channels.</param>
    /// <param name="group">As <see cref="Mutable.Group"/>.</param>
    /// <exception cref="ArgumentException">The widths are not ascending, or out of range.</exception>
    public ChannelWidth(PruningUnit unit, IReadOnlyList<int> widths, string? group = null)
        : base(unit.Name, [.. widths.Select(width => width.ToString(CultureInfo.InvariantCulture))], group)
    {
        if (widths[0] < 1 || widths[^1] > unit.Channels.Count || widths.Zip(widths.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException($"The widths of '{unit.Name}' have to ascend from 1 to {unit.Channels.Count}, but are {string.Join(", ", widths)}.", nameof(widths));
        }

        (Unit, Widths) = (unit, widths);
    }

    /// <summary>The unit.</summary>
    public PruningUnit Unit { get; }

    /// <summary>The widths, ascending.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>The channels that leave at a choice.</summary>
    public IEnumerable<Channel> Removed(int choice) => Unit.Channels.Skip(Widths[choice]);
}
