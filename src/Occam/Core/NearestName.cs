namespace Occam.Core;

/// <summary>Finds the known name that a mistyped one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest edits (insertions, deletions, replacements, swaps of neighbours), or null where none is near.</summary>
    /// <param name="given">What was written.</param>
    /// <param name="known">What could have been meant; of equally near names the first is taken.</param>
    /// <returns>A name at most a third of its length away, and at least two edits are always forgiven in names of four letters or more.</returns>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var (best, fewest) = ((string?)null, int.MaxValue);
        foreach (var name in known)
        {
            var edits = Edits(given.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits < fewest && edits <= Allowed(Math.Max(given.Length, name.Length)))
            {
                (best, fewest) = (name, edits);
            }
        }

        return best ?? known.FirstOrDefault(name => given.Length >= 3 && name.StartsWith(given, StringComparison.OrdinalIgnoreCase));
    }

    private static int Allowed(int length) => length < 4 ? 1 : Math.Max(2, length / 3);

    // Optimal string alignment: three rows of the table are enough.
    private static int Edits(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
