namespace Occam.Models.Mutables;

/// <summary>Mutables that share one choice; one entry of a <see cref="Subnet"/>.</summary>
/// <param name="Key">The group's key.</param>
/// <param name="Choices">The names of the choices.</param>
/// <param name="Members">The mutables.</param>
public sealed record MutableGroup(string Key, IReadOnlyList<string> Choices, IReadOnlyList<Mutable> Members)
{
    /// <summary>Gathers mutables into their groups, in the order of the groups' first members.</summary>
    /// <exception cref="ArgumentException">Two mutables have one key, or members of a group different choices.</exception>
    public static IReadOnlyList<MutableGroup> Of(IEnumerable<Mutable> mutables)
    {
        var all = mutables.ToArray();
        if (all.GroupBy(mutable => mutable.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two mutables have the key '{twice.Key}'.", nameof(mutables));
        }

        return [.. all.GroupBy(mutable => mutable.Group, StringComparer.Ordinal).Select(Of)];
    }

    private static MutableGroup Of(IGrouping<string, Mutable> members)
    {
        var first = members.First();
        var other = members.FirstOrDefault(member => !member.Choices.SequenceEqual(first.Choices, StringComparer.Ordinal));
        return other is null
            ? new(members.Key, first.Choices, [.. members])
            : throw new ArgumentException($"'{first.Key}' and '{other.Key}' share the group '{members.Key}', but '{first.Key}' has the choices {string.Join(", ", first.Choices)} and '{other.Key}' {string.Join(", ", other.Choices)}.", nameof(members));
    }
}
