using System.CommandLine.Parsing;
using System.Globalization;

namespace Occam.Cli.Commands;

/// <summary>Reads durations as people write them: 90s, 10m, 1.5h.</summary>
internal static class Durations
{
    /// <summary>Reads one; what cannot be read becomes an error of the option.</summary>
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
        double? unit = text.Length == 0 ? null : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => null };
        if (unit is { } seconds && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count > 0 && count * seconds < int.MaxValue)
        {
            return TimeSpan.FromSeconds(count * seconds);
        }

        result.AddError($"'{text}' is not a time; write a number with its unit, for example 90s, 10m or 2h.");
        return null;
    }
}
