using System.Text.RegularExpressions;

namespace Occam.Core.Registry;

/// <summary>Components that can take each other's place: losses, optimizers, data sets.</summary>
public abstract partial class ComponentKind
{
    private readonly SortedDictionary<string, ComponentEntry> _entries = new(StringComparer.Ordinal);

    private protected ComponentKind(string name)
    {
        Name = name;
    }

    /// <summary>What one is called, in words.</summary>
    public string Name { get; }

    /// <summary>What is registered, by name.</summary>
    public IReadOnlyCollection<ComponentEntry> Entries => _entries.Values;

    /// <summary>The property type that stands for a choice among them.</summary>
    internal abstract Type ChoiceType { get; }

    /// <summary>The names, with commas.</summary>
    internal string NameList => _entries.Count == 0 ? "(none is registered)" : string.Join(", ", _entries.Keys);

    /// <summary>The entry of a name, or null.</summary>
    public ComponentEntry? Find(string name) => _entries.GetValueOrDefault(name);

    private protected void Add(ComponentEntry entry)
    {
        if (!SnakeCaseName().IsMatch(entry.Name))
        {
            throw new ArgumentException($"The {Name} name '{entry.Name}' is not snake_case: small letters, digits and underscores are wanted, a letter first.", nameof(entry));
        }

        if (!_entries.TryAdd(entry.Name, entry))
        {
            throw new ArgumentException($"The {Name} '{entry.Name}' is registered twice: by {_entries[entry.Name].Component.FullName} and by {entry.Component.FullName}.", nameof(entry));
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SnakeCaseName();
}
