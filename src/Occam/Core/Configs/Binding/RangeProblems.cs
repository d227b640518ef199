using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Binding;

/// <summary>Brings what a record finds wrong with itself to the place in the config where the value was written.</summary>
internal static class RangeProblems
{
    /// <summary>Lists them.</summary>
    public static void List(OptionsShape shape, object record, ConfigMapping mapping, string path, ProblemList problems)
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
            var about = mapping.Entries.FirstOrDefault(entry => Mentions(message, entry.Key));
            problems.Add(about?.Value.Mark ?? mapping.Mark, about is null ? path : KeyPath.Key(path, about.Key), message.TrimEnd('.'));
        }
    }

    private static bool Mentions(string message, string key) =>
        message.Split([' ', ',', '.', ':', '\''], StringSplitOptions.RemoveEmptyEntries).Contains(key, StringComparer.Ordinal);
}
