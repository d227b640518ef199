namespace Occam.Core.Configs.Binding;

/// <summary>What to write instead of what other dialects of YAML, or habits, would allow.</summary>
internal static class ScalarHints
{
    /// <summary>Words that YAML 1.1 took for truth values.</summary>
    public static string ForBool(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "on" or "y" or "1" => "; write true",
        "no" or "off" or "n" or "0" => "; write false",
        _ => string.Empty,
    };

    /// <summary>Other bases, separators, fractions.</summary>
    public static string ForWhole(string text)
    {
        var digits = text.TrimStart('+', '-');
        return digits switch
        {
            ['0', 'x' or 'X' or 'o' or 'O' or 'b' or 'B', ..] => "; write it in decimal digits",
            ['0', _, ..] when digits.All(char.IsAsciiDigit) => "; leave out the leading zeros (it would be octal in some dialects of YAML)",
            _ when digits.Any(char.IsAsciiDigit) && digits.All(c => char.IsAsciiDigit(c) || c is '_' or ',' or ' ' or '\'') => "; write the digits without separators",
            _ => string.Empty,
        };
    }

    /// <summary>Commas, infinities.</summary>
    public static string ForReal(string text) => text.ToLowerInvariant() switch
    {
        ".inf" or "-.inf" or "inf" or "-inf" or "infinity" or ".nan" or "nan" => "; it has to be finite",
        var other when other.Any(char.IsAsciiDigit) && other.All(c => char.IsAsciiDigit(c) || c is ',') => "; the decimal sign is a point",
        _ => string.Empty,
    };
}
