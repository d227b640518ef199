namespace Occam.Models.Mutables;

/// <summary>A place in a network with choices: one candidate operation of several, a width, a depth, a kernel size.</summary>
public abstract class Mutable
{
    /// <summary>Names a place and what can be chosen there.</summary>
    /// <param name="key">The place's name, unique in its network.</param>
    /// <param name="choices">The names of the choices, at least one, all different.</param>
    /// <param name="group">Mutables of one group share one choice; default a group of its own, of the key's name.</param>
    /// <exception cref="ArgumentException">There is no choice, or one is named twice.</exception>
    protected Mutable(string key, IReadOnlyList<string> choices, string? group = null)
    {
        if (choices.Count == 0 || choices.Distinct(StringComparer.Ordinal).Count() < choices.Count)
        {
            throw new ArgumentException($"'{key}' needs choices of different names, but has {(choices.Count == 0 ? "none" : string.Join(", ", choices))}.", nameof(choices));
        }

        (Key, Choices, Group) = (key, choices, group ?? key);
    }

    /// <summary>The place's name, unique in its network.</summary>
    public string Key { get; }

    /// <summary>The key that stands in a <see cref="Subnet"/>: mutables of one group share one choice.</summary>
    public string Group { get; }

    /// <summary>The names of the choices; where they have a size, from the smallest to the largest.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>The key and the choices.</summary>
    public override string ToString() => $"{Key}: {string.Join(" | ", Choices)}";
}
