namespace Occam.Models.Losses;

/// <summary>Says which option is out of range.</summary>
internal static class OptionRange
{
    /// <summary>A finite number over 0.</summary>
    public static IEnumerable<string> Positive(string name, double value) =>
        value > 0 && double.IsFinite(value) ? [] : [$"{name} has to be over 0, but is {value}."];

    /// <summary>A finite number of at least 0.</summary>
    public static IEnumerable<string> NotNegative(string name, double value) =>
        value >= 0 && double.IsFinite(value) ? [] : [$"{name} has to be at least 0, but is {value}."];

    /// <summary>A whole number of at least another.</summary>
    public static IEnumerable<string> AtLeast(string name, long value, long least) =>
        value >= least ? [] : [$"{name} has to be at least {least}, but is {value}."];

    /// <summary>A number from 0 to 1.</summary>
    public static IEnumerable<string> Share(string name, double value) =>
        value is >= 0 and <= 1 ? [] : [$"{name} has to be from 0 to 1, but is {value}."];
}
