using System.Globalization;
using System.Text.RegularExpressions;
using Occam.Core.Configs.Nodes;

namespace Occam.Core.Configs.Binding;

/// <summary>Reads single values by the type that the option has, so that <c>no</c> is a word where a word is wanted and an error where true or false is.</summary>
internal static partial class ScalarReader
{
    /// <summary>Whether a type is a single value.</summary>
    public static bool Handles(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(TimeSpan) || type.IsEnum || IsWhole(type) || IsReal(type);

    /// <summary>Whether a type is a whole number.</summary>
    public static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    /// <summary>Whether a type is a number with a fraction.</summary>
    public static bool IsReal(Type type) => type == typeof(double) || type == typeof(float);

    /// <summary>The words of an enumeration, as configs write them.</summary>
    public static IEnumerable<string> Words(Type type) => Enum.GetNames(type).Select(SnakeCase.Of);

    /// <summary>Reads a value.</summary>
    /// <param name="scalar">The value; not null.</param>
    /// <param name="type">One that <see cref="Handles"/>.</param>
    /// <returns>The value, or what is wrong.</returns>
    public static (object? Value, string? Problem) Read(ConfigScalar scalar, Type type) => type switch
    {
        _ when type == typeof(string) => (scalar.Text, null),
        _ when type.IsEnum => ReadEnum(scalar, type),
        _ when !scalar.IsPlain && type != typeof(TimeSpan) => (null, $"{Wanted(type)} is wanted, but this is {scalar.Description}; leave out the quotes"),
        _ when type == typeof(bool) => ReadBool(scalar),
        _ when type == typeof(TimeSpan) => ReadTime(scalar),
        _ when IsWhole(type) => ReadWhole(scalar, type),
        _ => ReadReal(scalar, type),
    };

    /// <summary>What is wanted, in words.</summary>
    public static string Wanted(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time with its unit (90s, 10m, 2h)",
        _ when type.IsEnum => $"one of {string.Join(", ", Words(type))}",
        _ when IsWhole(type) => "a whole number",
        _ => "a number",
    };

    [GeneratedRegex(@"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Real();

    private static (object?, string?) ReadBool(ConfigScalar scalar) => scalar.Text switch
    {
        "true" or "True" or "TRUE" => (true, null),
        "false" or "False" or "FALSE" => (false, null),
        _ => (null, $"true or false is wanted, but this is {scalar.Description}{ScalarHints.ForBool(scalar.Text)}"),
    };

    private static (object?, string?) ReadEnum(ConfigScalar scalar, Type type)
    {
        var name = Array.Find(Enum.GetNames(type), each => string.Equals(SnakeCase.Of(each), scalar.Text, StringComparison.Ordinal));
        if (name is not null)
        {
            return (Enum.Parse(type, name), null);
        }

        var near = NearestName.Of(scalar.Text, Words(type));
        return (null, $"{Wanted(type)} is wanted, but this is {scalar.Description}{(near is null ? string.Empty : $"; did you mean '{near}'?")}");
    }

    private static (object?, string?) ReadWhole(ConfigScalar scalar, Type type)
    {
        var digits = scalar.Text.TrimStart('+', '-');
        var isPlainDecimal = digits.Length > 0 && digits.All(char.IsAsciiDigit) && (digits.Length == 1 || digits[0] != '0');
        if (!isPlainDecimal || !long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return (null, $"a whole number is wanted, but this is {scalar.Description}{ScalarHints.ForWhole(scalar.Text)}");
        }

        if (type == typeof(long))
        {
            return (number, null);
        }

        return number is >= int.MinValue and <= int.MaxValue ? ((int)number, null) : (null, $"a whole number up to {int.MaxValue} is wanted, but this is {scalar.Description}");
    }

    private static (object?, string?) ReadReal(ConfigScalar scalar, Type type)
    {
        var isShare = scalar.Text.EndsWith('%');
        var text = isShare ? scalar.Text[..^1].TrimEnd() : scalar.Text;
        if (!Real().IsMatch(text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return (null, $"a number is wanted, but this is {scalar.Description}{ScalarHints.ForReal(scalar.Text)}");
        }

        number = isShare ? number / 100 : number;
        return (type == typeof(float) ? (object)(float)number : number, null);
    }

    private static (object?, string?) ReadTime(ConfigScalar scalar) =>
        Durations.TryParse(scalar.Text, out var time) ? (time, null) : (null, $"{Wanted(typeof(TimeSpan))} is wanted, but this is {scalar.Description}");
}
