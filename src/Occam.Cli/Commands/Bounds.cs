using System.CommandLine;
using System.CommandLine.Parsing;

namespace Occam.Cli.Commands;

/// <summary>Options that have a range: what is outside is refused with the range in words.</summary>
internal static class Bounds
{
    /// <summary>Adds a check.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isAllowed">Whether a value is inside.</param>
    /// <param name="range">The range in words, for example "at least 1".</param>
    /// <returns>The option.</returns>
    public static Option<T> Within<T>(this Option<T> option, Func<T, bool> isAllowed, string range)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !IsInside(result, isAllowed))
            {
                result.AddError($"{option.Name} has to be {range}, but is {result.Tokens[^1].Value}.");
            }
        });
        return option;
    }

    private static bool IsInside<T>(OptionResult result, Func<T, bool> isAllowed)
    {
        try
        {
            return result.GetValueOrDefault<T>() is { } value && isAllowed(value);
        }
        catch (InvalidOperationException)
        {
            return false; // cannot be read at all
        }
    }
}
