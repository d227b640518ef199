namespace Occam.Onnx.Latency;

/// <summary>
/// The widths that are measured, so that those between can be interpolated. Kernels work in blocks of channels: widths of the same remainder take the same path
/// and differ in the number of whole blocks, in which time is linear; widths of another remainder may take another path altogether (padding, or no blocks
/// at all). So a width lies between two measured ones of its own remainder, whose numbers of blocks grow by about the square root of two.
/// </summary>
internal static class WidthLadder
{
    /// <summary>The largest block of channels that ONNX Runtime's kernels work in (AVX-512).</summary>
    public const long Block = 16;

    /// <summary>The measured widths beside a width, and how far it is from the lower one.</summary>
    /// <param name="width">The width, in parts.</param>
    /// <param name="full">The full width, in parts.</param>
    /// <param name="scale">Positions of one part.</param>
    /// <returns>The two widths (equal where the width is measured itself) and the share of the distance, 0 to 1.</returns>
    public static (long Below, long Above, double Share) Around(long width, long full, long scale)
    {
        var period = Block / (long)System.Numerics.BigInteger.GreatestCommonDivisor(Block, scale);
        var (blocks, rest) = (width / period, width % period);
        var most = (full - rest) / period;
        var (below, above) = (0L, most);
        foreach (var rung in Rungs(most).Where(rung => rung > 0 || rest > 0))
        {
            below = rung <= blocks ? rung : below;
            above = rung >= blocks ? Math.Min(above, rung) : above;
        }

        below = rest == 0 && below == 0 ? above : below;
        return ((below * period) + rest, (above * period) + rest, above == below ? 0 : (double)(blocks - below) / (above - below));
    }

    // 0 1 2 3 4 6 8 12 16 24 32 ... and the full width.
    private static IEnumerable<long> Rungs(long most)
    {
        yield return 0;
        for (var power = 1L; power <= most; power *= 2)
        {
            yield return power;
            if (power > 1 && power * 3 / 2 <= most)
            {
                yield return power * 3 / 2;
            }
        }

        yield return most;
    }
}
