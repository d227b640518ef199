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
        if (Array.TrueForAll(axes, axis => axis.Input == axis.Output))
        {
            return x.alias(); // as ONNX Runtime does, even for scales a little off 1
        }

        var changed = Array.FindAll(axes, axis => !axis.IsIdentity);
        if (attributes.Mode is "nearest")
        {
            return changed.Aggregate(x.alias(), (y, axis) => NearestSampling.Apply(y, axis, attributes));
        }

        if (!x.dtype.ToElementType().IsFloatingPoint())
        {
            throw GraphException.At(node, $"mode '{attributes.Mode}' needs a floating-point input, but it is of type {x.dtype}.");
        }

        return Interpolation.Native(x, changed, attributes)
            ?? changed.Aggregate(x.alias(), (y, axis) => Interpolation.Apply(y, axis, Taps(axis, attributes)));
    }

    private static InterpolationTaps Taps(ResizedAxis axis, ResizeAttributes attributes) => attributes.Mode is "linear"
        ? InterpolationTaps.Linear(axis, attributes.Coordinates)
        : InterpolationTaps.Cubic(axis, attributes.Coordinates, attributes.CubicCoefficient, attributes.ExcludeOutside);
}
