using System.Globalization;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Mutables;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// The widths that every pruning unit of a supernet may have, as shares of its channels. They stand in the model's properties (<c>occam.widths</c>), so that a supernet's file says
/// all of its space.
/// </summary>
/// <param name="Shares">The shares, over 0 to 1; the whole width is always one of them.</param>
/// <param name="Divisor">What widths are rounded to a multiple of, where a unit has at least twice as many channels; at least 1.</param>
public sealed record WidthChoices(IReadOnlyList<double> Shares, int Divisor)
{
    private const string Key = "occam.widths";

    /// <summary>The choices that a supernet states; null where it has none.</summary>
    /// <exception cref="GraphException">They cannot be read.</exception>
    public static WidthChoices? Of(Graph graph)
    {
        if (graph.Info.Metadata.FirstOrDefault(pair => string.Equals(pair.Key, Key, StringComparison.Ordinal)).Value is not { } text)
        {
            return null;
        }

        double[] numbers = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)];
        return numbers is [var divisor, .. { Length: > 0 } shares] && divisor >= 1 && Array.TrueForAll(shares, share => share is > 0 and <= 1)
            ? new(shares, (int)divisor)
            : throw new GraphException($"The property '{Key}' of '{graph.Name}' is '{text}'; a divisor and shares over 0 to 1 are wanted.");
    }

    /// <summary>Writes the choices into a supernet.</summary>
    public void Write(Graph graph)
    {
        var text = string.Join(' ', Shares.Prepend(Divisor).Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
        graph.Info = graph.Info with { Metadata = [.. WithoutKey(graph), new(Key, text)] };
    }

    /// <summary>Takes the choices out of a network that was cut out.</summary>
    public static void Remove(Graph graph) => graph.Info = graph.Info with { Metadata = [.. WithoutKey(graph)] };

    /// <summary>The mutables of all units that have more than one width.</summary>
    public IEnumerable<ChannelWidth> Mutables(ChannelAnalysis analysis) =>
        analysis.Units.Select(unit => (unit, widths: WidthsOf(unit.Channels.Count))).Where(pair => pair.widths.Length > 1).Select(pair => new ChannelWidth(pair.unit, pair.widths));

    /// <summary>The widths of a unit, ascending.</summary>
    public int[] WidthsOf(int channels)
    {
        var divisor = channels >= 2 * Divisor ? Divisor : 1;
        return [.. Shares.Select(share => Math.Clamp((int)Math.Round(share * channels / divisor) * divisor, Math.Min(divisor, channels), channels)).Append(channels).Distinct().Order()];
    }

    private static IEnumerable<KeyValuePair<string, string>> WithoutKey(Graph graph) => graph.Info.Metadata.Where(pair => !string.Equals(pair.Key, Key, StringComparison.Ordinal));
}
