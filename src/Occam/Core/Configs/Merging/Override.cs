using System.Globalization;
using Occam.Core.Configs.Nodes;
using Occam.Core.Configs.Reading;

namespace Occam.Core.Configs.Merging;

/// <summary>
/// One <c>--set a.b[2].c=value</c>: replaces what is there, or adds the key (and the mappings on the way to it). The value is YAML, so that
/// <c>{type: adam}</c> and <c>[1, 2]</c> can be given; a mapping is not merged but replaces the old one.
/// </summary>
internal sealed class Override(string text, ProblemList problems)
{
    private const int LongestMark = 80;

    private readonly ConfigMark _mark = new($"--set {(text.Length > LongestMark ? $"{text[..LongestMark]}..." : text)}");

    /// <summary>Applies it.</summary>
    public ConfigMapping Apply(ConfigMapping root)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        var parts = split > 0 ? KeyPath.Parts(text[..split].Trim()) : [];
        if (parts.Length == 0 || parts.Any(part => part.Length == 0))
        {
            problems.Add(_mark, string.Empty, "key.path=value is wanted, for example optimizer.learning_rate=0.05");
            return root;
        }

        var value = text[(split + 1)..].Trim();
        var node = value.Length == 0 ? new ConfigScalar(_mark, string.Empty, IsPlain: true) : new YamlReader(problems, (_, _) => _mark).Read(value);
        return node is null ? root : (ConfigMapping)Replace(root, parts, string.Empty, node);
    }

    private ConfigNode Replace(ConfigNode node, ReadOnlySpan<string> parts, string path, ConfigNode value)
    {
        if (parts.IsEmpty)
        {
            return value;
        }

        switch (node)
        {
            case ConfigList list:
                return ReplaceItem(list, parts, path, value);
            case ConfigMapping mapping:
                return ReplaceEntry(mapping, parts, path, value);
            case ConfigScalar { IsNull: true }:
                return Replace(new ConfigMapping(_mark, []), parts, path, value);
            default:
                problems.Add(_mark, path, $"'{path}' is {node.Description} ({node.Mark}), which has no '{parts[0]}'");
                return node;
        }
    }

    private ConfigMapping ReplaceEntry(ConfigMapping mapping, ReadOnlySpan<string> parts, string path, ConfigNode value)
    {
        var (key, inner) = (parts[0], KeyPath.Key(path, parts[0]));
        var old = mapping.Find(key)?.Value;
        if ((old is null or ConfigScalar { IsNull: true }) && text.StartsWith($"{inner}[", StringComparison.Ordinal))
        {
            problems.Add(_mark, inner, $"'{inner}' has no items that could be replaced; give the whole list, in the form --set '{inner}=[...]'");
            return mapping;
        }

        var entry = new ConfigEntry(key, _mark, Replace(old ?? new ConfigMapping(_mark, []), parts[1..], inner, value));
        return string.Equals(key, ConfigMapping.TypeKey, StringComparison.Ordinal) ? mapping.WithType(entry) : mapping.With(entry);
    }

    private ConfigList ReplaceItem(ConfigList list, ReadOnlySpan<string> parts, string path, ConfigNode value)
    {
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Items.Count)
        {
            problems.Add(_mark, path, $"'{path}' is a list of {list.Items.Count} ({list.Mark}): an index from 0 to below {list.Items.Count} is wanted, but is '{parts[0]}'");
            return list;
        }

        var items = list.Items.ToArray();
        items[index] = Replace(items[index], parts[1..], KeyPath.Item(path, index), value);
        return list with { Items = items };
    }
}
