using System.Globalization;

namespace Occam.Core.Configs.Binding;

/// <summary>Reads durations as people write them: 90s, 10m, 1.5h.</summary>
public static class Durations
{
    /// <summary>Reads one, over zero.</summary>
    /// <param name="text">A number with its unit: s, m or h.</param>
    /// <param name="time">The duration.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out TimeSpan time)
    {
        double? unit = text.Length == 0 ? null : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => null };
        var isTime = unit is not null
            && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            && count * unit is > 0 and < int.MaxValue;
        time = isTime ? TimeSpan.FromSeconds(double.Parse(text[..^1], CultureInfo.InvariantCulture) * unit!.Value) : default;
        return isTime;
    }
}
