using System.Text;
using Occam.Core.Configs.Merging;
using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Reading;

/// <summary>Reads a config file and what it inherits from.</summary>
internal sealed class BaseChain(ProblemList problems)
{
    /// <summary>The key that names the files to inherit from.</summary>
    public const string BaseKey = "_base_";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _open = [];

    /// <summary>Reads a file, merged over its bases.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The merged mapping, or null where the file cannot be used; the problems are then listed.</returns>
    public ConfigMapping? Read(string path) => Read(path, new(path));

    /// <summary>Merges a text over its bases.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file that it stands for; bases are relative to its folder.</param>
    public ConfigMapping? Merge(string text, string path)
    {
        var root = new YamlReader(problems, (line, column) => new(path, line, column)).Read(text);
        if (root is ConfigMapping mapping)
        {
            return Inherit(mapping, path);
        }

        if (root is not null)
        {
            problems.Add(root.Mark, string.Empty, $"the file holds {root.Description}; keys with values are wanted");
        }

        problems.IsPartial = true;
        return null;
    }

    private ConfigMapping? Read(string path, ConfigMark namedAt)
    {
        var full = Path.GetFullPath(path);
        if (_open.IndexOf(full) is >= 0 and var start)
        {
            problems.IsPartial = true;
            problems.Add(namedAt, BaseKey, $"a file cannot inherit from itself: {string.Join(" -> ", _open.Skip(start).Append(full).Select(Path.GetFileName))}");
            return null;
        }

        if (!File.Exists(full))
        {
            problems.IsPartial = true;
            var isFolder = Directory.Exists(full);
            problems.Add(namedAt, namedAt.Line == 0 ? string.Empty : BaseKey, isFolder ? $"'{path}' is a folder; a YAML file is wanted" : $"there is no file '{path}'{Suggestion(full)}");
            return null;
        }

        _open.Add(full);
        try
        {
            return Merge(File.ReadAllText(full, StrictUtf8), path);
        }
        catch (DecoderFallbackException)
        {
            problems.IsPartial = true;
            problems.Add(new(path, 1, 1), string.Empty, "the file is not UTF-8 text");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.IsPartial = true;
            problems.Add(namedAt, string.Empty, $"'{path}' cannot be read: {e.Message}");
            return null;
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private ConfigMapping Inherit(ConfigMapping mapping, string path)
    {
        if (mapping.Find(BaseKey) is not { } entry)
        {
            return mapping;
        }

        var names = entry.Value is ConfigList list ? list.Items : [entry.Value];
        ConfigMapping? merged = null;
        foreach (var name in names)
        {
            if (name is not ConfigScalar { IsNull: false } scalar)
            {
                problems.IsPartial = true;
                problems.Add(name.Mark, BaseKey, $"a file name, or a list of them, is wanted, but this is {name.Description}");
            }
            else if (Read(Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, scalar.Text), scalar.Mark) is { } inherited)
            {
                merged = merged is null ? inherited : MappingMerge.Over(merged, inherited);
            }
        }

        mapping = mapping.Without(BaseKey);
        return merged is null ? mapping : MappingMerge.Over(merged, mapping);
    }

    private static string Suggestion(string full) =>
        Path.GetDirectoryName(full) is { } folder && Directory.Exists(folder)
        && NearestName.Of(Path.GetFileName(full), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)) is { } near
            ? $"; did you mean '{near}'?"
            : string.Empty;
}
