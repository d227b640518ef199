using System.Text;
using System.Text.RegularExpressions;
using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Writing;

/// <summary>Writes a config as block YAML; lists of values stay on one line.</summary>
internal sealed partial class YamlWriter
{
    private readonly StringBuilder _text = new();
    private readonly Func<ConfigScalar, YamlText> _scalar;

    private YamlWriter(Func<ConfigScalar, YamlText> scalar)
    {
        _scalar = scalar;
    }

    /// <summary>Writes.</summary>
    /// <param name="root">The config.</param>
    /// <param name="scalar">How a value is written.</param>
    public static string Write(ConfigMapping root, Func<ConfigScalar, YamlText> scalar)
    {
        var writer = new YamlWriter(scalar);
        writer.Entries(root, 0, isFirstInline: false);
        return writer._text.ToString();
    }

    // What needs no quotes: words, numbers and paths that YAML cannot take for anything else.
    [GeneratedRegex(@"^[A-Za-z0-9_./+-][A-Za-z0-9_./+ %()-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bare();

    private void Entries(ConfigMapping mapping, int indent, bool isFirstInline)
    {
        foreach (var (i, entry) in mapping.Entries.Index())
        {
            _text.Append(' ', i == 0 && isFirstInline ? 0 : indent).Append(Quote(entry.Key, isPlain: true)).Append(':');
            Value(entry.Value, indent + 2);
        }
    }

    private void Value(ConfigNode node, int indent)
    {
        switch (node)
        {
            case ConfigMapping { Entries.Count: > 0 } mapping:
                _text.Append('\n');
                Entries(mapping, indent, isFirstInline: false);
                break;
            case ConfigList { Items.Count: > 0 } list when !list.Items.All(item => item is ConfigScalar):
                _text.Append('\n');
                Items(list, indent);
                break;
            default:
                Inline(node);
                break;
        }
    }

    private void Items(ConfigList list, int indent)
    {
        foreach (var item in list.Items)
        {
            _text.Append(' ', indent).Append('-');
            if (item is ConfigMapping { Entries.Count: > 0 } mapping)
            {
                _text.Append(' ');
                Entries(mapping, indent + 2, isFirstInline: true);
            }
            else
            {
                Value(item, indent + 2);
            }
        }
    }

    private void Inline(ConfigNode node)
    {
        var values = node switch { ConfigList list => list.Items.Cast<ConfigScalar>().ToArray(), ConfigScalar scalar => [scalar], _ => [] };
        var written = Array.ConvertAll(values, value => _scalar(value));
        var texts = written.Zip(values, (text, value) => Quote(text.Text, value.IsPlain, inList: node is ConfigList));
        var text = node switch { ConfigList => $"[{string.Join(", ", texts)}]", ConfigMapping => "{}", _ => texts.Single() };
        _text.Append(text.Length > 0 ? " " : string.Empty).Append(text);
        if (written is [{ Comment: { } comment }, ..])
        {
            _text.Append("  # ").Append(comment);
        }

        _text.Append('\n');
    }

    private static string Quote(string text, bool isPlain, bool inList = false)
    {
        // An empty plain value is null, in a list as elsewhere; quoted texts stay quoted, so that "8" does not become a number.
        if (isPlain && text.Length == 0)
        {
            return inList ? "null" : string.Empty;
        }

        if (isPlain && (Bare().IsMatch(text) || text is "~") && !text.EndsWith(' '))
        {
            return text;
        }

        var escaped = new StringBuilder("\"");
        foreach (var c in text.Replace("${", "$${", StringComparison.Ordinal))
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append("\\x").Append(((int)c).ToString("x2")),
                _ => escaped.Append(c),
            };
        }

        return escaped.Append('"').ToString();
    }
}
