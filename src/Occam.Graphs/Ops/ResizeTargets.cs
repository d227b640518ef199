namespace Occam.Graphs.Ops;

/// <summary>The sizes that a resize leads to.</summary>
internal static class ResizeTargets
{
    /// <summary>From scales: each size is rounded down.</summary>
    /// <exception cref="GraphException">The scales do not fit the axes, or are not positive.</exception>
    public static ResizedAxis[] FromScales(Node node, long[] shape, double[] scales, int[] axes)
    {
        Check(node, scales.Length, axes.Length);
        return [.. axes.Index().Select(pair =>
        {
            var (input, scale) = (shape[pair.Item], (float)scales[pair.Index]);
            var size = scale * input;
            return scale > 0 && size < long.MaxValue
                ? new ResizedAxis(pair.Item, input, (long)size, scale)
                : throw GraphException.At(node, $"the scale {scale} of axis {pair.Item} is not a positive, sensible number.");
        })];
    }

    /// <summary>From sizes: as they are, or with one common factor so that no axis is larger, or smaller, than asked for.</summary>
    /// <exception cref="GraphException">The sizes do not fit the axes, or are negative.</exception>
    public static ResizedAxis[] FromSizes(Node node, long[] shape, long[] sizes, int[] axes, string policy)
    {
        Check(node, sizes.Length, axes.Length);
        if (Array.Exists(sizes, size => size < 0))
        {
            throw GraphException.At(node, $"the sizes [{string.Join(',', sizes)}] are negative.");
        }

        var scales = axes.Index().Select(pair => (float)sizes[pair.Index] / shape[pair.Item]).ToArray();
        float? common = policy switch
        {
            "stretch" => null,
            "not_larger" => scales.Min(),
            "not_smaller" => scales.Max(),
            _ => throw GraphException.At(node, $"keep_aspect_ratio_policy '{policy}' is not one of stretch, not_larger, not_smaller."),
        };
        return [.. axes.Index().Select(pair => common is { } scale
            ? new ResizedAxis(pair.Item, shape[pair.Item], (long)MathF.Round(scale * shape[pair.Item], MidpointRounding.AwayFromZero), scale)
            : new ResizedAxis(pair.Item, shape[pair.Item], sizes[pair.Index], scales[pair.Index]))];
    }

    /// <summary>The same, of a region of the input: starts, then ends, as fractions.</summary>
    /// <exception cref="GraphException">The region is missing or does not fit the axes.</exception>
    public static ResizedAxis[] WithRegion(Node node, ResizedAxis[] axes, double[]? region) =>
        region?.Length == 2 * axes.Length
            ? [.. axes.Select((axis, i) => axis with { RegionStart = (float)region[i], RegionEnd = (float)region[i + axes.Length] })]
            : throw GraphException.At(node, $"roi has {region?.Length ?? 0} numbers; a start and an end for each of {axes.Length} axes are wanted.");

    private static void Check(Node node, int given, int wanted)
    {
        if (given != wanted)
        {
            throw GraphException.At(node, $"{given} scales or sizes are given for {wanted} axes.");
        }
    }
}
