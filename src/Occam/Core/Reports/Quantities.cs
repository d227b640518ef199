using System.Globalization;

namespace Occam.Core.Reports;

/// <summary>Writes numbers for people: three significant digits and a unit.</summary>
public static class Quantities
{
    private const double Kilo = 1000;

    /// <summary>A count, for example <c>1.82 M</c>.</summary>
    public static string Count(long count) => Scale(count, ["", " k", " M", " G", " T"]);

    /// <summary>A size in decimal units, for example <c>44.7 MB</c>.</summary>
    public static string Bytes(long bytes) => Scale(bytes, [" B", " kB", " MB", " GB", " TB"]);

    /// <summary>A duration in milliseconds, for example <c>0.421 ms</c>.</summary>
    public static string Milliseconds(double milliseconds) => Digits(milliseconds) + " ms";

    /// <summary>A share as percent, for example <c>93.25 %</c>.</summary>
    public static string Percent(double share, int decimals = 2) => (share * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture) + " %";

    /// <summary>A ratio, for example <c>1.92x</c>.</summary>
    public static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture) + "x";

    private static string Scale(long number, string[] units)
    {
        var (value, unit) = ((double)number, 0);
        for (; Math.Abs(value) >= 999.5 && unit < units.Length - 1; unit++)
        {
            value /= Kilo;
        }

        return (unit == 0 ? number.ToString(CultureInfo.InvariantCulture) : Digits(value)) + units[unit];
    }

    private static string Digits(double value) =>
        value.ToString(Math.Abs(value) switch { >= 99.95 => "F0", >= 9.995 => "F1", >= 0.9995 => "F2", _ => "F3" }, CultureInfo.InvariantCulture);
}
