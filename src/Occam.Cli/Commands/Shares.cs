using System.CommandLine.Parsing;
using System.Globalization;

namespace Occam.Cli.Commands;

/// <summary>Reads shares as configs do: 0.5 or 50%.</summary>
internal static class Shares
{
    /// <summary>Reads one; what is no number becomes NaN, which no range has.</summary>
    public static double Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
        var isPercentage = text.EndsWith('%');
        var isNumber = double.TryParse(isPercentage ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber ? number / (isPercentage ? 100 : 1) : double.NaN;
    }
}
