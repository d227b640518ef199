using System.Globalization;
using Occam.Models.Mutators;

namespace Occam.Models.Searchers;

/// <summary>What a search has seen as text, a line a subnet, numbers to the bit.</summary>
internal static class HistoryText
{
    private const char Separator = '\t';

    /// <summary>Writes subnets of a space.</summary>
    public static string Write(OneShotMutator mutator, IEnumerable<ScoredSubnet> history) => string.Join('\n', history.Select(seen => string.Join(
        Separator,
        [
            string.Join(' ', mutator.Encode(seen.Subnet)),
            Text(seen.Score),
            seen.IsMeasured ? "measured" : "predicted",
            string.Join(' ', seen.Figures.Select(Text)),
            seen.Generation.ToString(CultureInfo.InvariantCulture),
        ])));

    /// <summary>Reads what was written.</summary>
    public static IEnumerable<ScoredSubnet> Read(OneShotMutator mutator, string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var parts = line.Split(Separator);
        return new ScoredSubnet(
            mutator.Decode([.. parts[0].Split(' ').Select(gene => int.Parse(gene, CultureInfo.InvariantCulture))]),
            Number(parts[1]),
            string.Equals(parts[2], "measured", StringComparison.Ordinal),
            [.. parts[3].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)],
            int.Parse(parts[4], CultureInfo.InvariantCulture));
    });

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
