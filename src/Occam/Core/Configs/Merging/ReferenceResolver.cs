using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Merging;

/// <summary>
/// Replaces <c>${key.path}</c>: alone it stands for the whole value that the path names (also a list or a mapping), inside a text for that value's text. Paths
/// start at the top; <c>$${</c> is a literal <c>${</c>.
/// </summary>
internal sealed partial class ReferenceResolver(ConfigMapping root, ProblemList problems)
{
    private readonly List<string> _active = [];

    /// <summary>Resolves every reference; each that cannot be is listed as a problem and left as it is.</summary>
    public ConfigMapping Run() => (ConfigMapping)Resolve(root, string.Empty);

    [GeneratedRegex(@"\$\$\{|\$\{(?<path>[^{}]*)(?<end>\}?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    private ConfigNode Resolve(ConfigNode node, string path) => node switch
    {
        ConfigMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(entry => entry with { Value = Resolve(entry.Value, KeyPath.Key(path, entry.Key)) })] },
        ConfigList list => list with { Items = [.. list.Items.Select((item, i) => Resolve(item, KeyPath.Item(path, i)))] },
        ConfigScalar scalar when scalar.Text.Contains("${", StringComparison.Ordinal) => ResolveScalar(scalar, path),
        _ => node,
    };

    private ConfigNode ResolveScalar(ConfigScalar scalar, string path)
    {
        var matches = Reference().Matches(scalar.Text);
        if (matches is [var only] && only.Length == scalar.Text.Length && only.Groups["end"].Length > 0)
        {
            return Target(scalar, path, only.Groups["path"].Value) ?? scalar;
        }

        // A text that begins with a reference (${variables.folder}/file) was, as a path, written where the reference leads.
        var mark = scalar.Mark;
        var text = new StringBuilder();
        var end = 0;
        foreach (Match match in matches)
        {
            text.Append(scalar.Text, end, match.Index - end).Append(TextOf(match, scalar, path, ref mark));
            end = match.Index + match.Length;
        }

        return scalar with { Mark = mark, Text = text.Append(scalar.Text, end, scalar.Text.Length - end).ToString() };
    }

    private string TextOf(Match match, ConfigScalar scalar, string path, ref ConfigMark mark)
    {
        if (!match.Groups["path"].Success)
        {
            return "${";
        }

        if (match.Groups["end"].Length == 0)
        {
            problems.Add(scalar.Mark, path, $"the reference in '{scalar.Text}' is not closed: '}}' is missing; write $${{ for a literal ${{");
            return match.Value;
        }

        switch (Target(scalar, path, match.Groups["path"].Value))
        {
            case ConfigScalar target:
                mark = match.Index == 0 ? target.Mark : mark;
                return target.Text;
            case { } other:
                problems.Add(scalar.Mark, path, $"'{match.Value}' is {other.Description} ({other.Mark}), which cannot be part of a text");
                return match.Value;
            default:
                return match.Value;
        }
    }

    private ConfigNode? Target(ConfigScalar scalar, string path, string name)
    {
        _active.Add(path);
        try
        {
            return Find(scalar, path, name.Trim());
        }
        finally
        {
            _active.RemoveAt(_active.Count - 1);
        }
    }

    private ConfigNode? Find(ConfigScalar scalar, string path, string name)
    {
        ConfigNode node = root;
        var walked = string.Empty;
        foreach (var part in KeyPath.Parts(name))
        {
            // A reference on the way (a: ${b}, then ${a.c}) is followed first.
            if (node is ConfigScalar { Text: var text } step && text.Contains("${", StringComparison.Ordinal))
            {
                node = Enter(step, walked, scalar, path) ?? node;
            }

            if (Child(node, part, ref walked) is not { } child)
            {
                Complain(scalar, path, name, node, part, walked);
                return null;
            }

            node = child;
        }

        return Enter(node, walked, scalar, path);
    }

    private ConfigNode? Enter(ConfigNode node, string walked, ConfigScalar scalar, string path)
    {
        // What contains the reference contains itself.
        var start = _active.FindIndex(active => IsWithin(active, walked));
        if (start >= 0)
        {
            problems.Add(scalar.Mark, path, $"the reference leads back to itself: {string.Join(" -> ", _active.Skip(start).Append(walked))}");
            return null;
        }

        var before = problems.Count;
        var resolved = Resolve(node, walked);
        return problems.Count == before ? resolved : null;
    }

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');

    private static ConfigNode? Child(ConfigNode node, string part, ref string walked)
    {
        var child = node switch
        {
            ConfigMapping mapping => mapping.Find(part)?.Value,
            ConfigList list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => list.Items[index],
            _ => null,
        };
        if (child is not null)
        {
            walked = node is ConfigList ? $"{walked}[{part}]" : KeyPath.Key(walked, part);
        }

        return child;
    }

    private void Complain(ConfigScalar scalar, string path, string name, ConfigNode node, string part, string walked)
    {
        var near = node is ConfigMapping mapping ? NearestName.Of(part, mapping.Entries.Select(entry => entry.Key)) : null;
        var suggestion = near is null ? string.Empty : $"; did you mean '${{{KeyPath.Key(walked, near)}}}'?";
        var reason = node switch
        {
            ConfigMapping => $"there is no '{part}' {(walked.Length == 0 ? "at the top" : $"in '{walked}'")}",
            ConfigList list => $"'{walked}' is a list of {list.Items.Count}, which has no item '{part}'",
            _ => $"'{walked}' is {node.Description}, which has no '{part}'",
        };
        problems.Add(scalar.Mark, path, $"'${{{name}}}' names nothing: {reason}{suggestion}");
    }
}
