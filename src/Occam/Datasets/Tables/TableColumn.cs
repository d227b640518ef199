using System.Globalization;

namespace Occam.Datasets.Tables;

/// <summary>A column of a table: numbers or words.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Its rows.</param>
/// <param name="Text">A row's text; empty where it is missing.</param>
/// <param name="Number">A row's number; null where it is none.</param>
internal sealed record TableColumn(string Name, int Count, Func<int, string> Text, Func<int, double?> Number)
{
    /// <summary>A column of words, which may be numbers.</summary>
    public static TableColumn OfText(string name, IReadOnlyList<string> words) => new(
        name,
        words.Count,
        row => words[row],
        row => double.TryParse(words[row], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null);

    /// <summary>A column of numbers; NaN is a missing one.</summary>
    public static TableColumn OfNumbers(string name, IReadOnlyList<double> numbers) => new(
        name,
        numbers.Count,
        row => double.IsNaN(numbers[row]) ? string.Empty : numbers[row].ToString("R", CultureInfo.InvariantCulture),
        row => double.IsFinite(numbers[row]) ? numbers[row] : null);
}
