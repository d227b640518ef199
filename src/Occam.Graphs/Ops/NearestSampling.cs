using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Resizes an axis by taking the nearest element.</summary>
internal static class NearestSampling
{
    /// <summary>Resizes one axis of a tensor of any type.</summary>
    public static Tensor Apply(Tensor x, ResizedAxis axis, ResizeAttributes attributes)
    {
        var sources = Sources(axis, attributes);
        var factor = axis.Input == 0 ? 0 : axis.Output / axis.Input;
        if (factor > 1 && axis.Output == factor * axis.Input && Matches(sources, i => i / factor))
        {
            // Whole factors are the common case; a broadcast copy has a far cheaper gradient than an index.
            long[] shape = x.shape;
            return x.unsqueeze(axis.Axis + 1)
                .expand([.. shape.AsSpan(0, axis.Axis + 1), factor, .. shape.AsSpan(axis.Axis + 1)])
                .reshape([.. shape.AsSpan(0, axis.Axis), axis.Output, .. shape.AsSpan(axis.Axis + 1)]);
        }

        var step = sources.Length > 1 ? sources[1] - sources[0] : 1;
        return step > 0 && Matches(sources, i => sources[0] + (i * step))
            ? x.slice(axis.Axis, sources[0], sources[^1] + 1, step)
            : x.index_select(axis.Axis, tensor(sources, ScalarType.Int64, x.device));
    }

    private static long[] Sources(ResizedAxis axis, ResizeAttributes attributes)
    {
        var sources = new long[axis.Output];
        for (var i = 0; i < sources.Length; i++)
        {
            var nearest = Round(attributes.Coordinates(i, axis), attributes.Nearest, axis.Scale < 1);
            sources[i] = Math.Clamp((long)nearest, 0, Math.Max(axis.Input - 1, 0));
        }

        return sources;
    }

    private static float Round(float coordinate, string mode, bool shrinks) => mode switch
    {
        "floor" => MathF.Floor(coordinate),
        "ceil" => MathF.Ceiling(coordinate),
        "round_prefer_ceil" => MathF.Round(coordinate, MidpointRounding.AwayFromZero),
        "round_prefer_floor" => MathF.Floor(coordinate) + 0.5f == coordinate ? MathF.Floor(coordinate) : MathF.Round(coordinate, MidpointRounding.AwayFromZero),
        _ => shrinks ? MathF.Ceiling(coordinate) : MathF.Truncate(coordinate),
    };

    private static bool Matches(long[] sources, Func<long, long> expected)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] != expected(i))
            {
                return false;
            }
        }

        return sources.Length > 0;
    }
}
