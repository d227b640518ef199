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
}
