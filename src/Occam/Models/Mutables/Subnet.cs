namespace Occam.Models.Mutables;

/// <summary>
/// One network of a search space, as a value: a choice for each group of mutables. Equal where the choices are, whatever their order, so that a search never evaluates
/// one twice.
/// </summary>
public sealed class Subnet : IEquatable<Subnet>
{
    private readonly Dictionary<string, string> _byKey;
    private readonly int _hash;

    /// <summary>Makes a subnet.</summary>
    /// <param name="choices">The choices by key, in the order in which they are to be written.</param>
    /// <exception cref="ArgumentException">A key is there twice.</exception>
    public Subnet(IEnumerable<KeyValuePair<string, string>> choices)
    {
        Choices = [.. choices];
        _byKey = new(StringComparer.Ordinal);
        foreach (var (key, choice) in Choices)
        {
            if (!_byKey.TryAdd(key, choice))
            {
                throw new ArgumentException($"The subnet has two choices for '{key}'.", nameof(choices));
            }

            _hash = unchecked(_hash + HashCode.Combine(key, choice)); // a sum, so that order plays no part
        }
    }

    /// <summary>The choices by key, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; }

    /// <summary>The choice of a key, or null.</summary>
    public string? this[string key] => _byKey.GetValueOrDefault(key);

    /// <summary>This subnet with another choice.</summary>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public Subnet With(string key, string choice) => _byKey.ContainsKey(key)
        ? new(Choices.Select(pair => string.Equals(pair.Key, key, StringComparison.Ordinal) ? KeyValuePair.Create(key, choice) : pair))
        : throw new ArgumentException($"The subnet has no choice for '{key}', only for {string.Join(", ", _byKey.Keys)}.", nameof(key));

    /// <inheritdoc/>
    public bool Equals(Subnet? other) =>
        other is not null
        && _hash == other._hash
        && _byKey.Count == other._byKey.Count
        && _byKey.All(pair => string.Equals(other[pair.Key], pair.Value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Subnet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>All choices in a line.</summary>
    public override string ToString() => string.Join(", ", Choices.Select(pair => $"{pair.Key}={pair.Value}"));
}
