using System.Globalization;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Occam.Core.Plans;

/// <summary>Reads a plan that <see cref="PlanWriter"/> wrote and someone may have edited.</summary>
internal sealed class PlanReader
{
    private static readonly string[] RootKeys = ["criterion", "units"];
    private static readonly string[] UnitKeys = ["name", "width", "kept"];

    private readonly string _path;
    private readonly ChannelAnalysis _analysis;
    private readonly ChannelScores _scores;
    private readonly List<string> _problems = [];
    private readonly int[]?[] _removed;

    private PlanReader(string path, ChannelAnalysis analysis, ChannelScores scores)
    {
        (_path, _analysis, _scores) = (path, analysis, scores);
        _removed = new int[analysis.Units.Count][];
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <param name="analysis">The network that it is for.</param>
    /// <param name="scores">Scores of its channels: where the plan gives a width, the lowest leave.</param>
    /// <exception cref="PlanException">It is no plan for this network; lists every problem with its place.</exception>
    public static PruningPlan Read(string path, ChannelAnalysis analysis, ChannelScores scores)
    {
        if (!File.Exists(path))
        {
            throw new PlanException($"There is no plan '{path}'.");
        }

        return new PlanReader(path, analysis, scores).Read(File.ReadAllText(path));
    }

    private PruningPlan Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new PlanException($"{_path}:{e.Start.Line}:{e.Start.Column}: no YAML: {e.Message}");
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            throw new PlanException($"{_path}:1:1: a plan is a mapping with the keys {string.Join(", ", RootKeys)}.");
        }

        CheckKeys(root, string.Empty, RootKeys);
        if (Find(root, "units") is YamlSequenceNode units)
        {
            foreach (var (i, entry) in units.Children.Index())
            {
                ReadUnit(entry, $"units[{i}]");
            }
        }
        else
        {
            Problem(Find(root, "units") ?? root, "units", "a list of units is wanted");
        }

        return _problems.Count == 0
            ? new PruningPlan([.. _analysis.Units.Select((unit, i) => new UnitPlan(unit, [.. (_removed[i] ?? []).Select(channel => unit.Channels[channel])]))])
            : throw new PlanException(string.Join(Environment.NewLine, _problems));
    }

    private void ReadUnit(YamlNode entry, string key)
    {
        if (entry is not YamlMappingNode unit)
        {
            Problem(entry, key, $"a mapping with the keys {string.Join(", ", UnitKeys)} is wanted");
            return;
        }

        CheckKeys(unit, key, UnitKeys);
        var name = (Find(unit, "name") as YamlScalarNode)?.Value;
        var index = _analysis.Units.Select((known, i) => (known, i)).Where(pair => string.Equals(pair.known.Name, name, StringComparison.Ordinal)).Select(pair => pair.i).DefaultIfEmpty(-1).First();
        if (index < 0)
        {
            Problem(Find(unit, "name") ?? unit, $"{key}.name", $"the network has no unit '{name}'{Nearest(name ?? string.Empty, _analysis.Units.Select(known => known.Name))}");
            return;
        }

        if (_removed[index] is not null)
        {
            Problem(unit, $"{key}.name", $"the unit '{name}' is given twice");
            return;
        }

        var width = _analysis.Units[index].Channels.Count;
        if (Find(unit, "width") is { } stated && Number(stated) != width)
        {
            Problem(stated, $"{key}.width", $"the unit has {width} channels, but the plan was made for {stated}; change 'kept' to make it narrower");
        }

        _removed[index] = Removed(Find(unit, "kept"), unit, index, width, key);
    }

    private int[] Removed(YamlNode? kept, YamlMappingNode unit, int index, int width, string key)
    {
        switch (kept)
        {
            case null:
                return [];
            case YamlScalarNode when Number(kept) is { } count && count >= 1 && count <= width:
                var scores = _scores.Units[index];
                return [.. Enumerable.Range(0, width).OrderBy(i => scores[i]).ThenBy(i => i).Take(width - count).Order()];
            case YamlSequenceNode { Children: { Count: > 0 } list } when list.All(item => Number(item) is { } channel && channel >= 0 && channel < width) && list.Select(Number).Distinct().Count() == list.Count:
                return [.. Enumerable.Range(0, width).Except(list.Select(item => Number(item)!.Value))];
            default:
                Problem(kept ?? unit, $"{key}.kept", $"a width from 1 to {width} or a list of different channels from 0 to {width - 1} is wanted, but it is {kept}");
                return [];
        }
    }

    private void CheckKeys(YamlMappingNode node, string key, string[] allowed)
    {
        foreach (var unknown in node.Children.Keys.Where(child => !allowed.Contains((child as YamlScalarNode)?.Value, StringComparer.Ordinal)))
        {
            Problem(unknown, key.Length == 0 ? $"{unknown}" : $"{key}.{unknown}", $"unknown key{Nearest($"{unknown}", allowed)}");
        }
    }

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.FirstOrDefault(pair => string.Equals((pair.Key as YamlScalarNode)?.Value, key, StringComparison.Ordinal)).Value;

    private static int? Number(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Problem(YamlNode node, string key, string what) => _problems.Add($"{_path}:{node.Start.Line}:{node.Start.Column}: {key}: {what}.");

    private static string Nearest(string given, IEnumerable<string> names) =>
        names.MinBy(name => NamePattern.Distance(given, name)) is { } nearest ? $"; the nearest is '{nearest}'" : string.Empty;
}
