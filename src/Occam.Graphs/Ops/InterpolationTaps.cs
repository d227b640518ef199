namespace Occam.Graphs.Ops;

/// <summary>The input elements that each output position of a resized axis is a weighted sum of.</summary>
/// <param name="Sources">Positions in the input, [tap][output position].</param>
/// <param name="Weights">Their weights, [tap][output position].</param>
internal sealed record InterpolationTaps(long[][] Sources, float[][] Weights)
{
    /// <summary>Two taps: the neighbours, by distance; the edge repeats.</summary>
    public static InterpolationTaps Linear(ResizedAxis axis, CoordinateMap map)
    {
        var taps = Empty(2, axis.Output);
        for (var i = 0; i < axis.Output; i++)
        {
            var coordinate = Math.Clamp(map(i, axis), 0, axis.Input - 1);
            var left = Math.Min((long)coordinate, axis.Input - 1);
            taps.Sources[0][i] = left;
            taps.Sources[1][i] = Math.Min(left + 1, axis.Input - 1);
            taps.Weights[1][i] = coordinate - left;
            taps.Weights[0][i] = 1 - taps.Weights[1][i];
        }

        return taps;
    }

    /// <summary>Four taps of Keys' cubic filter (1981); outside, the edge repeats, or with <paramref name="excludeOutside"/> nothing counts.</summary>
    public static InterpolationTaps Cubic(ResizedAxis axis, CoordinateMap map, float a, bool excludeOutside)
    {
        var taps = Empty(4, axis.Output);
        for (var i = 0; i < axis.Output; i++)
        {
            var coordinate = map(i, axis);
            var floor = MathF.Floor(coordinate);
            var fraction = coordinate - floor;
            float[] weights = [Far(fraction + 1, a), Near(fraction, a), Near(1 - fraction, a), Far(2 - fraction, a)];
            var sum = 0f;
            for (var k = 0; k < 4; k++)
            {
                var source = (long)floor - 1 + k;
                weights[k] = excludeOutside && (source < 0 || source >= axis.Input) ? 0 : weights[k];
                sum += weights[k];
                taps.Sources[k][i] = Math.Clamp(source, 0, axis.Input - 1);
            }

            for (var k = 0; k < 4; k++)
            {
                taps.Weights[k][i] = excludeOutside ? weights[k] / sum : weights[k];
            }
        }

        return taps;
    }

    private static float Near(float distance, float a) => ((((a + 2) * distance) - (a + 3)) * distance * distance) + 1;

    private static float Far(float distance, float a) => (((((a * distance) - (5 * a)) * distance) + (8 * a)) * distance) - (4 * a);

    private static InterpolationTaps Empty(int count, long outputs) =>
        new([.. Enumerable.Range(0, count).Select(_ => new long[outputs])], [.. Enumerable.Range(0, count).Select(_ => new float[outputs])]);
}
