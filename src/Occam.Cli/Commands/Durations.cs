using System.CommandLine.Parsing;

namespace Occam.Cli.Commands;

/// <summary>Reads durations as people write them: 90s, 10m, 1.5h.</summary>
internal static class Durations
{
    /// <summary>Reads one; what cannot be read becomes an error of the option.</summary>
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
        if (Core.Configs.Binding.Durations.TryParse(text, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is not a time; write a number with its unit, for example 90s, 10m or 2h.");
        return null;
    }
}
