namespace Occam.Graphs.Ops;

/// <summary>ONNX's coordinate transformations of Resize.</summary>
internal static class CoordinateMaps
{
    /// <summary>The map of a name.</summary>
    /// <exception cref="GraphException">The name is unknown.</exception>
    public static CoordinateMap Find(Node node, string name) => name switch
    {
        "half_pixel" => HalfPixel,
        "pytorch_half_pixel" => PytorchHalfPixel,
        "align_corners" => AlignCorners,
        "asymmetric" => Asymmetric,
        "half_pixel_symmetric" => HalfPixelSymmetric,
        "tf_half_pixel_for_nn" => HalfPixelForNearest,
        "tf_crop_and_resize" => CropAndResize,
        _ => throw GraphException.At(
            node,
            $"coordinate_transformation_mode '{name}' is not one of half_pixel, pytorch_half_pixel, align_corners, asymmetric, half_pixel_symmetric, tf_half_pixel_for_nn, tf_crop_and_resize."),
    };

    /// <summary>(x + 0.5) / scale - 0.5.</summary>
    public static float HalfPixel(long position, ResizedAxis axis) => ((position + 0.5f) / axis.Scale) - 0.5f;

    /// <summary>As half_pixel, but 0 where the output has one position.</summary>
    public static float PytorchHalfPixel(long position, ResizedAxis axis) => axis.Output > 1 ? HalfPixel(position, axis) : 0;

    /// <summary>The first and last positions of both sides meet.</summary>
    public static float AlignCorners(long position, ResizedAxis axis) =>
        axis.Output == 1 ? 0 : (float)position * (axis.Input - 1) / (axis.Output - 1);

    /// <summary>x / scale.</summary>
    public static float Asymmetric(long position, ResizedAxis axis) => position / axis.Scale;

    /// <summary>As half_pixel, but centred although the output's size was rounded.</summary>
    public static float HalfPixelSymmetric(long position, ResizedAxis axis)
    {
        var adjustment = axis.Output / (axis.Scale * axis.Input);
        var centre = axis.Input / 2f;
        var offset = centre * (1 - adjustment);
        return (float)(offset + ((position + 0.5) / axis.Scale) - 0.5); // in double precision, unlike the others, as ONNX Runtime has it
    }

    /// <summary>(x + 0.5) / scale.</summary>
    public static float HalfPixelForNearest(long position, ResizedAxis axis) => (position + 0.5f) / axis.Scale;

    /// <summary>As align_corners, but with the corners of a region of the input; it may lie outside.</summary>
    public static float CropAndResize(long position, ResizedAxis axis)
    {
        var (start, end, last) = (axis.RegionStart, axis.RegionEnd, (float)(axis.Input - 1));
        return axis.Output > 1
            ? (start * last) + (position * (end - start) * last / (axis.Output - 1))
            : (float)(0.5 * (start + end) * last);
    }
}
