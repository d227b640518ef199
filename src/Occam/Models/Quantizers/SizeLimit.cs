using System.Globalization;

namespace Occam.Models.Quantizers;

/// <summary>The most bytes that a file may have: a number of bytes, or a share of the float file.</summary>
/// <param name="Amount">Bytes, at least 1; or the share, over 0, at most 1.</param>
/// <param name="IsShare">Whether it is a share.</param>
public sealed record SizeLimit(double Amount, bool IsShare)
{
    private static readonly (string Unit, double Bytes)[] Units = [("KiB", 1024), ("MiB", 1024 * 1024), ("GiB", 1024.0 * 1024 * 1024), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1)];

    /// <summary>Reads a limit: <c>0.25</c> is a share, <c>120000</c>, <c>120KB</c> or <c>1.5MiB</c> are bytes.</summary>
    /// <param name="text">The text; a number without a unit is a share up to 1, and bytes above.</param>
    /// <returns>The limit; null where the text is none.</returns>
    public static SizeLimit? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (unit, factor) = Units.FirstOrDefault(unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        var number = unit is null ? text : text[..^unit.Length];
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || !double.IsFinite(amount) || amount <= 0)
        {
            return null;
        }

        return unit is null && amount <= 1 ? new(amount, IsShare: true) : new(amount * (unit is null ? 1 : factor), IsShare: false);
    }

    /// <summary>The limit in bytes.</summary>
    /// <param name="whole">The float file's bytes.</param>
    public long BytesOf(long whole) => (long)(IsShare ? Amount * whole : Amount);
}
