using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Resizes a tensor axis by axis.</summary>
internal static class Resampling
{
    /// <summary>Resizes the given axes.</summary>
    /// <exception cref="GraphException">The output is too large, or of integers that would have to be interpolated.</exception>
    public static Tensor Apply(Node node, Tensor x, ResizedAxis[] axes, ResizeAttributes attributes)
    {
        var shape = x.shape;
        foreach (var axis in axes)
        {
            shape[axis.Axis] = axis.Output;
        }

        OutputLimit.Check(node, shape);
        if (attributes.Outside is null && Array.TrueForAll(axes, axis => axis.Input == axis.Output))
        {
            return x.alias(); // as ONNX Runtime does, even for scales a little off 1
        }

        var changed = Array.FindAll(axes, axis => !axis.IsIdentity);
        var sampled = attributes.Mode is "nearest"
            ? changed.Aggregate(x.alias(), (y, axis) => NearestSampling.Apply(y, axis, attributes))
            : Interpolate(node, x, changed, attributes);
        return attributes.Outside is { } outside ? changed.Aggregate(sampled, (y, axis) => Fill(y, axis, attributes.Coordinates, outside)) : sampled;
    }

    private static Tensor Interpolate(Node node, Tensor x, ResizedAxis[] axes, ResizeAttributes attributes)
    {
        if (!x.dtype.ToElementType().IsFloatingPoint())
        {
            throw GraphException.At(node, $"mode '{attributes.Mode}' needs a floating-point input, but it is of type {x.dtype}.");
        }

        return Interpolation.Native(x, axes, attributes)
            ?? axes.Aggregate(x.alias(), (y, axis) => Interpolation.Apply(y, axis, Taps(axis, attributes)));
    }

    private static Tensor Fill(Tensor x, ResizedAxis axis, CoordinateMap map, float value)
    {
        var view = new long[x.dim()];
        Array.Fill(view, 1);
        view[axis.Axis] = axis.Output;
        var outside = new bool[axis.Output];
        for (var i = 0; i < outside.Length; i++)
        {
            outside[i] = map(i, axis) is var coordinate && (coordinate < 0 || coordinate > axis.Input - 1);
        }

        using Scalar fill = value;
        return x.masked_fill(tensor(outside, device: x.device).reshape(view), fill);
    }

    private static InterpolationTaps Taps(ResizedAxis axis, ResizeAttributes attributes) => attributes.Mode is "linear"
        ? InterpolationTaps.Linear(axis, attributes.Coordinates)
        : InterpolationTaps.Cubic(axis, attributes.Coordinates, attributes.CubicCoefficient, attributes.ExcludeOutside);
}
