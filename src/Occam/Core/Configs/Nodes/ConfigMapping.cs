namespace Occam.Core.Configs.Nodes;

/// <summary>Keys with values, in the order in which they were written.</summary>
/// <param name="Mark">Where it was written.</param>
/// <param name="Entries">Its entries; no key twice.</param>
internal sealed record ConfigMapping(ConfigMark Mark, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Mark)
{
    /// <summary>The key that chooses a component.</summary>
    public const string TypeKey = "type";

    /// <inheritdoc/>
    public override string Description => "a mapping";

    /// <summary>The entry of a key, or null.</summary>
    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));

    /// <summary>This mapping with an entry replaced, or appended where its key is new.</summary>
    public ConfigMapping With(ConfigEntry entry) => this with
    {
        Entries = Find(entry.Key) is { } old ? [.. Entries.Select(each => ReferenceEquals(each, old) ? entry : each)] : [.. Entries, entry],
    };

    /// <summary>This mapping with another type; where it really is another, the other entries are marked as written for the old one.</summary>
    public ConfigMapping WithType(ConfigEntry type)
    {
        var isSame = Find(TypeKey) is not { } old || (old.Value is ConfigScalar before && type.Value is ConfigScalar after && string.Equals(before.Text, after.Text, StringComparison.Ordinal));
        return (isSame ? this : this with { Entries = [.. Entries.Select(entry => entry with { Outdated = type.Mark })] }).With(type);
    }

    /// <summary>This mapping without a key.</summary>
    public ConfigMapping Without(string key) => this with { Entries = [.. Entries.Where(entry => !string.Equals(entry.Key, key, StringComparison.Ordinal))] };
}
