using System.Text.RegularExpressions;
using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Binding;

/// <summary>Brings what a record finds wrong with itself to the place in the config where the value was written.</summary>
internal static partial class RangeProblems
{
    /// <summary>Lists them.</summary>
    /// <param name="shape">The record's options.</param>
    /// <param name="record">The record.</param>
    /// <param name="mapping">Where its values were written.</param>
    /// <param name="unread">The keys whose values could not be read, so that the record has its defaults in their place: what it says of those is no finding.</param>
    /// <param name="path">The key path of the mapping.</param>
    /// <param name="problems">Told what is wrong.</param>
    public static void List(OptionsShape shape, object record, ConfigMapping mapping, IReadOnlyCollection<string> unread, string path, ProblemList problems)
    {
        var names = shape.Members.Select(member => member.Property.Name).ToArray();
        var nested = shape.Members
            .Select(member => member.Property.GetValue(record))
            .OfType<object>()
            .Where(value => value.GetType() is { IsClass: true, Namespace: not "System" } type && type != typeof(string) && !type.IsArray)
            .SelectMany(value => OptionsShape.Of(value.GetType()).ProblemsOf(value))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var problem in shape.ProblemsOf(record))
        {
            // A record that passes on what its parts find would say it twice.
            if (nested.Any(inner => problem.Contains(inner, StringComparison.Ordinal)))
            {
                continue;
            }

            var message = SnakeCase.In(problem, names);
            var words = Words(message);
            var about = mapping.Entries.Select(entry => (Entry: entry, At: IndexIn(words, entry.Key))).Where(pair => pair.At >= 0).OrderBy(pair => pair.At).FirstOrDefault().Entry;
            if (unread.Count == 0 || (about is not null && !unread.Any(key => IndexIn(words, key) >= 0)))
            {
                problems.Add(about?.Value.Mark ?? mapping.Mark, about is null ? path : KeyPath.Key(path, about.Key), message.TrimEnd('.'));
            }
        }
    }

    // A key is named as configs write it (target_macs), or in words (target MACs).
    private static int IndexIn(string words, string key) => words.IndexOf($" {key.Replace('_', ' ')} ", StringComparison.Ordinal);

    private static string Words(string message) => $" {Other().Replace(message, " ").ToLowerInvariant().Trim()} ";

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Other();
}
