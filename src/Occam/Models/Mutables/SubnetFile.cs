using System.Globalization;
using System.Text;
using System.Text.Json;
using Occam.Core;
using Occam.Core.Configs;
using Occam.Core.Configs.Nodes;
using Occam.Core.Configs.Reading;
using Occam.Core.Plans;

namespace Occam.Models.Mutables;

/// <summary>Subnets as YAML: a line for each choice, <c>key: choice</c>.</summary>
public static class SubnetFile
{
    /// <summary>The YAML of a subnet.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="remark">Lines that stand before it as comments. Default none.</param>
    public static string Text(Subnet subnet, string? remark = null)
    {
        var text = new StringBuilder();
        foreach (var line in (remark ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(CultureInfo.InvariantCulture, $"# {line.TrimEnd()}\n");
        }

        foreach (var (key, choice) in subnet.Choices)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(key)}: {Quoted(choice)}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes a subnet; the file is there whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="subnet">The subnet.</param>
    /// <param name="remark">As for <see cref="Text"/>.</param>
    public static void Write(string path, Subnet subnet, string? remark = null) => WholeFile.WriteText(path, Text(subnet, remark));

    /// <summary>Reads a subnet of a search space.</summary>
    /// <param name="path">The file.</param>
    /// <param name="groups">The groups of the space; null takes any keys and choices.</param>
    /// <exception cref="ConfigException">It is no subnet of that space; every problem is listed with its place.</exception>
    public static Subnet Read(string path, IReadOnlyList<MutableGroup>? groups = null)
    {
        if (!File.Exists(path))
        {
            throw new ConfigException([new(new(path), string.Empty, "there is no such file; a subnet as `occam search` writes it is wanted")]);
        }

        return Parse(File.ReadAllText(path), path, groups);
    }

    /// <summary>Reads a subnet's YAML.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="groups">As for <see cref="Read"/>.</param>
    /// <exception cref="ConfigException">It is no subnet of that space; every problem is listed with its place.</exception>
    public static Subnet Parse(string text, string source, IReadOnlyList<MutableGroup>? groups = null)
    {
        var problems = new ProblemList();
        var root = new YamlReader(problems, (line, column) => new(source, line, column)).Read(text);
        if (root is not ConfigMapping mapping)
        {
            if (root is not null)
            {
                problems.Add(root.Mark, string.Empty, $"a subnet is a mapping of keys to choices, but this is {root.Description}");
            }

            problems.Throw();
            throw new InvalidOperationException("A root that cannot be read has a problem.");
        }

        foreach (var entry in mapping.Entries.Where(entry => entry.Value is not ConfigScalar { IsNull: false }))
        {
            problems.Add(entry.Value.Mark, entry.Key, $"one choice is wanted, but it is {entry.Value.Description}");
        }

        Check(mapping, groups, problems);
        problems.Throw();
        var written = mapping.Entries.ToDictionary(entry => entry.Key, entry => ((ConfigScalar)entry.Value).Text, StringComparer.Ordinal);
        return new(groups is null ? written : groups.Select(group => KeyValuePair.Create(group.Key, written[group.Key])));
    }

    private static void Check(ConfigMapping mapping, IReadOnlyList<MutableGroup>? groups, ProblemList problems)
    {
        if (groups is null)
        {
            return;
        }

        var known = groups.ToDictionary(group => group.Key, StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (!known.TryGetValue(entry.Key, out var group))
            {
                problems.Add(entry.Mark, entry.Key, $"the search space has no such key{Near(entry.Key, known.Keys)}");
            }
            else if (entry.Value is ConfigScalar { IsNull: false } scalar && !group.Choices.Contains(scalar.Text, StringComparer.Ordinal))
            {
                problems.Add(scalar.Mark, entry.Key, $"'{scalar.Text}' is no choice{Near(scalar.Text, group.Choices)}; allowed are {string.Join(", ", group.Choices)}");
            }
        }

        foreach (var missing in groups.Where(group => mapping.Find(group.Key) is null))
        {
            problems.Add(mapping.Mark, missing.Key, $"the choice is missing; allowed are {string.Join(", ", missing.Choices)}");
        }
    }

    private static string Near(string given, IEnumerable<string> known) => NearestName.Of(given, known) is { } near ? $"; did you mean '{near}'?" : string.Empty;

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/') && !text.StartsWith('-')
            ? text
            : JsonSerializer.Serialize(text, PlanJson.Default.String);
}
