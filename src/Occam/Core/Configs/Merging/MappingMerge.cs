using Occam.Core.Configs.Nodes;
using Occam.Core.Configs.Reading;

namespace Occam.Core.Configs.Merging;

/// <summary>Merges configs: mappings key by key, all else replaced; <c>_delete_: true</c> in a mapping drops what it would be merged with.</summary>
internal static class MappingMerge
{
    /// <summary>The key that stops the merge.</summary>
    public const string DeleteKey = "_delete_";

    /// <summary>Merges a mapping over another.</summary>
    public static ConfigMapping Over(ConfigMapping lower, ConfigMapping upper)
    {
        if (Deletes(upper))
        {
            return upper;
        }

        // The type first: what the upper mapping says beside it is said for the new one.
        var changed = upper.Find(ConfigMapping.TypeKey) is { } type && lower.Find(ConfigMapping.TypeKey) is not null ? lower.WithType(type) : lower;
        return upper.Entries.Aggregate(
            changed with { Mark = upper.Mark },
            (merged, entry) => merged.With(
                merged.Find(entry.Key)?.Value is ConfigMapping below && entry.Value is ConfigMapping above ? entry with { Value = Over(below, above) } : entry));
    }

    /// <summary>Removes the marks of the merge once it is done, and complains of those that make no sense.</summary>
    public static ConfigNode Clean(ConfigNode node, ProblemList problems, string path = "") => node switch
    {
        ConfigMapping mapping => CleanMapping(mapping, problems, path),
        ConfigList list => list with { Items = [.. list.Items.Select((item, i) => Clean(item, problems, KeyPath.Item(path, i)))] },
        _ => node,
    };

    private static ConfigMapping CleanMapping(ConfigMapping mapping, ProblemList problems, string path)
    {
        if (mapping.Find(DeleteKey) is { Value: var value } && value is not ConfigScalar { IsPlain: true, Text: "true" or "false" })
        {
            problems.Add(value.Mark, KeyPath.Key(path, DeleteKey), $"true or false is wanted, but this is {value.Description}");
        }

        if (mapping.Find(BaseKey) is { } nested)
        {
            problems.Add(nested.Mark, KeyPath.Key(path, BaseKey), "_base_ may only stand at the top of a file");
        }

        return mapping with
        {
            Entries =
            [
                .. mapping.Entries
                    .Where(entry => entry.Key is not (DeleteKey or BaseKey))
                    .Select(entry => entry with { Value = Clean(entry.Value, problems, KeyPath.Key(path, entry.Key)) }),
            ],
        };
    }

    private const string BaseKey = BaseChain.BaseKey;

    private static bool Deletes(ConfigMapping mapping) => mapping.Find(DeleteKey)?.Value is ConfigScalar { IsPlain: true, Text: "true" };
}
