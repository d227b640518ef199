namespace Occam.Models.Architectures;

/// <summary>Widths that are a multiple of a number, as the MobileNets have them.</summary>
internal static class RoundedWidth
{
    private const double LargestLoss = 0.9;

    /// <summary>The nearest multiple, at least one, and one more where rounding would take away more than a tenth.</summary>
    public static int Of(double width, int divisor)
    {
        var rounded = Math.Max(divisor, (int)(width + (divisor / 2.0)) / divisor * divisor);
        return rounded < LargestLoss * width ? rounded + divisor : rounded;
    }
}
