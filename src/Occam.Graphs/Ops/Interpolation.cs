using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Resizes axes of floating-point tensors by weighted sums of their elements.</summary>
internal static class Interpolation
{
    private const long LargestMatrix = 512;

    /// <summary>Resizes one axis: by a product with the matrix of weights, or where that would be large, tap by tap.</summary>
    public static Tensor Apply(Tensor x, ResizedAxis axis, InterpolationTaps taps)
    {
        if (axis.Input > LargestMatrix)
        {
            return ByTap(x, axis, taps);
        }

        var matrix = new float[axis.Input, axis.Output];
        for (var tap = 0; tap < taps.Sources.Length; tap++)
        {
            for (var i = 0; i < axis.Output; i++)
            {
                matrix[taps.Sources[tap][i], i] += taps.Weights[tap][i];
            }
        }

        var weights = from_array(matrix).to(x.dtype, x.device);
        return axis.Axis == x.dim() - 2
            ? MatrixProduct.Of(weights.t(), x)
            : MatrixProduct.Of(x.transpose(axis.Axis, -1), weights).transpose(axis.Axis, -1);
    }

    /// <summary>
    /// Resizes the two spatial axes of images by PyTorch's own kernel, which is faster, where it computes the same.
    /// </summary>
    /// <returns>The resized images, or null where PyTorch has no such kernel.</returns>
    public static Tensor? Native(Tensor x, ResizedAxis[] axes, ResizeAttributes attributes)
    {
        // PyTorch's cubic filter has a = -0.75 and repeats the edge.
        var linear = attributes.Mode is "linear";
        var known = linear || (attributes.CubicCoefficient == -0.75f && !attributes.ExcludeOutside);
        var (h, w) = (Find(axes, x, 2), Find(axes, x, 3));
        if (!known || x.dim() != 4 || !Array.TrueForAll(axes, axis => axis.Axis >= 2) || h.Input * w.Input == 0 || h.Output * w.Output == 0)
        {
            return null;
        }

        var corners = attributes.Coordinates == CoordinateMaps.AlignCorners;
        var centres = attributes.Coordinates == CoordinateMaps.HalfPixel
            || (attributes.Coordinates == CoordinateMaps.PytorchHalfPixel && h.Output > 1 && w.Output > 1);
        // The factor that PyTorch finds from the sizes has to be the one that is asked for.
        var exact = corners || (h.Scale == (float)h.Output / h.Input && w.Scale == (float)w.Output / w.Input);
        return exact && (corners || centres)
            ? nn.functional.interpolate(x, [h.Output, w.Output], mode: linear ? InterpolationMode.Bilinear : InterpolationMode.Bicubic, align_corners: corners)
            : null;
    }

    private static Tensor ByTap(Tensor x, ResizedAxis axis, InterpolationTaps taps)
    {
        var view = new long[x.dim()];
        Array.Fill(view, 1);
        view[axis.Axis] = axis.Output;
        var sum = default(Tensor);
        for (var tap = 0; tap < taps.Sources.Length; tap++)
        {
            var taken = x.index_select(axis.Axis, from_array(taps.Sources[tap]).to(x.device));
            var part = taken * from_array(taps.Weights[tap]).to(x.dtype, x.device).reshape(view);
            sum = sum is null ? part : sum + part;
        }

        return sum!;
    }

    private static ResizedAxis Find(ResizedAxis[] axes, Tensor x, int axis) =>
        Array.Find(axes, a => a.Axis == axis) ?? new ResizedAxis(axis, axis < x.dim() ? x.size(axis) : 0, axis < x.dim() ? x.size(axis) : 0, 1);
}
