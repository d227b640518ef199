using Occam.Core.Configs.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Occam.Core.Configs.Reading;

/// <summary>
/// Reads the part of YAML 1.2 that configs use - mappings, lists, scalars, comments - keeping where everything was written. What surprises people (anchors,
/// merge keys, tags, duplicate keys, tabs, several documents) is refused with what to write instead.
/// </summary>
/// <param name="problems">Told what is wrong.</param>
/// <param name="place">Makes a mark of a line and a column, both from 1.</param>
internal sealed class YamlReader(ProblemList problems, Func<int, int, ConfigMark> place)
{
    private const int DeepestNesting = 100;

    /// <summary>Reads a text of one document.</summary>
    /// <returns>Its root, or null where it is empty or malformed; the problem is then listed.</returns>
    public ConfigNode? Read(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(place(1, 1), string.Empty, "the file has bytes of zero, so it is no text in UTF-8; save it as UTF-8 (it may be UTF-16, or no config at all)");
            return null;
        }

        var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Add(place(1, 1), string.Empty, "the file is empty; keys with values are wanted");
                return null;
            }

            var root = ReadNode(parser, string.Empty, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
            {
                problems.IsPartial = true;
                problems.Add(MarkOf(second), string.Empty, "a second document starts here; a config is one document, so this '---' and what follows has to go into another file");
            }

            return root;
        }
        catch (YamlException e)
        {
            Complain(text, e);
            return null;
        }
        catch (InvalidOperationException) when (parser.Current is { } last)
        {
            // The scanner's way to say that a value in brackets goes on over the end of its line with another key.
            problems.Add(MarkOf(last), string.Empty, "this is not YAML: what begins here does not end; a comma or a closing bracket is missing");
            return null;
        }
    }

    private ConfigNode ReadNode(Parser parser, string path, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"values are nested more than {DeepestNesting} deep");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            problems.Add(MarkOf(alias), path, $"the alias '*{alias.Value}' is YAML's own reference, which configs do not have; write ${{key.path}}");
            return new ConfigScalar(MarkOf(alias), string.Empty, IsPlain: true);
        }

        CheckProperties((NodeEvent)parser.Current!, path);
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ConfigScalar(MarkOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        return parser.TryConsume<SequenceStart>(out var list) ? ReadList(parser, list, path, depth) : ReadMapping(parser, path, depth);
    }

    private ConfigList ReadList(Parser parser, SequenceStart start, string path, int depth)
    {
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, KeyPath.Item(path, items.Count), depth + 1));
        }

        return new(MarkOf(start), items);
    }

    private ConfigMapping ReadMapping(Parser parser, string path, int depth)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new List<ConfigEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = ReadNode(parser, path, depth + 1);
            if (name is not ConfigScalar { IsNull: false } key)
            {
                problems.Add(name.Mark, path, "a key has to be a name");

                // Of a mapping within another whose first line has no key, the parser gives no value.
                _ = parser.Accept<MappingEnd>(out _) ? name : ReadNode(parser, path, depth + 1);
                continue;
            }

            var value = ReadNode(parser, KeyPath.Key(path, key.Text), depth + 1);
            if (key is { Text: "<<", IsPlain: true })
            {
                problems.IsPartial = true;
                problems.Add(key.Mark, path, "the merge key '<<' is not part of configs; write ${key.path}, or inherit with _base_");
            }
            else if (entries.Find(entry => string.Equals(entry.Key, key.Text, StringComparison.Ordinal)) is { } first)
            {
                problems.Add(key.Mark, KeyPath.Key(path, key.Text), $"'{key.Text}' is set a second time; the first is at {first.Mark}");
            }
            else
            {
                entries.Add(new(key.Text, key.Mark, value));
            }
        }

        return new(MarkOf(start), entries);
    }

    private void CheckProperties(NodeEvent node, string path)
    {
        if (!node.Anchor.IsEmpty)
        {
            problems.Add(MarkOf(node), path, $"the anchor '&{node.Anchor.Value}' is YAML's own naming, which configs do not have; write ${{key.path}} where the value is wanted again");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            problems.Add(MarkOf(node), path, $"the tag '{node.Tag.Value}' is not part of configs; types follow from the option, so leave it out");
        }
    }

    // The parser's own words for a tab are hard to understand.
    private void Complain(string text, YamlException exception)
    {
        var tabs = text.Split('\n').Index()
            .Select(line => (Line: line.Index + 1, Column: line.Item.Length - line.Item.TrimStart().Length == 0 ? 0 : line.Item[..^line.Item.TrimStart().Length].IndexOf('\t', StringComparison.Ordinal) + 1))
            .Where(tab => tab.Column > 0)
            .ToArray();
        foreach (var (line, column) in tabs)
        {
            problems.Add(place(line, column), string.Empty, "a tab indents this line; YAML is indented with spaces");
        }

        if (tabs.Length == 0)
        {
            var start = exception.Start;
            problems.Add(place((int)start.Line, (int)start.Column), string.Empty, $"this is not YAML: {Sentence(exception)}");
        }
    }

    // The message without its own place.
    private static string Sentence(YamlException exception)
    {
        var message = exception.InnerException?.Message ?? exception.Message;
        var text = message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end ? message[(end + 3)..] : message;
        return $"{char.ToLowerInvariant(text[0])}{text[1..].TrimEnd('.')}";
    }

    private ConfigMark MarkOf(ParsingEvent parsed) => place((int)parsed.Start.Line, (int)parsed.Start.Column);
}
