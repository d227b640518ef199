using System.IO.Enumeration;
using Occam.Graphs;

namespace Occam.Models.Pruners;

/// <summary>Names with wildcards: <c>*</c> stands for any characters, <c>?</c> for one.</summary>
internal static class NamePattern
{
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    /// <summary>Refuses a pattern that fits no name.</summary>
    /// <exception cref="GraphException">No name fits; the message has the nearest one.</exception>
    public static void RequireMatch(string pattern, IReadOnlyCollection<string> names, string graph)
    {
        if (!names.Any(name => Fits(pattern, name)))
        {
            var nearest = names.MinBy(name => Distance(pattern, name));
            throw new GraphException($"The pattern '{pattern}' fits no node of '{graph}'{(nearest is null ? string.Empty : $"; the nearest name is '{nearest}'")}. '*' stands for any characters, '?' for one.");
        }
    }

    /// <summary>Insertions, deletions and exchanges of a character that make one text the other (Levenshtein 1966).</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j + 1]) + 1, diagonal + (a[i] == b[j] ? 0 : 1));
                (diagonal, row[j + 1]) = (row[j + 1], cost);
            }
        }

        return row[^1];
    }
}
