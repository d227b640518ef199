using System.Text;
using System.Text.RegularExpressions;

namespace Occam.Core.Configs;

/// <summary>Names of C# as configs write them: <c>LearningRate</c> is <c>learning_rate</c>.</summary>
internal static partial class SnakeCase
{
    /// <summary>Converts a name.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            // MacsPerLayer, and also NASBudget: a run of capitals is one word whose last letter begins the next.
            var starts = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(starts ? "_" : string.Empty).Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>Writes the names of a sentence as configs have them.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="names">The C# names that may occur in it.</param>
    public static string In(string sentence, IReadOnlyCollection<string> names) =>
        Word().Replace(sentence, match => names.Contains(match.Value, StringComparer.Ordinal) ? Of(match.Value) : match.Value);

    [GeneratedRegex("[A-Z][A-Za-z0-9]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
