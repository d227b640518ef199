namespace Occam.Graphs.Ops;

/// <summary>How a resize samples its input.</summary>
/// <param name="Mode">nearest, linear or cubic.</param>
/// <param name="Coordinates">Where an output position lies in the input.</param>
/// <param name="Nearest">How nearest rounds a coordinate; <c>simple</c> is what ONNX Runtime does before opset 11.</param>
/// <param name="CubicCoefficient">The coefficient a of the cubic filter.</param>
/// <param name="ExcludeOutside">Whether the cubic filter leaves out what is outside instead of repeating the edge.</param>
/// <param name="Outside">What tf_crop_and_resize gives outside of the input; null for the other maps, which stay inside.</param>
internal sealed record ResizeAttributes(string Mode, CoordinateMap Coordinates, string Nearest, float CubicCoefficient, bool ExcludeOutside, float? Outside = null)
{
    /// <summary>Reads the attributes of a Resize from opset 11 on.</summary>
    /// <exception cref="GraphException">A mode is unknown or not supported.</exception>
    public static ResizeAttributes Read(Node node)
    {
        if (node.Int("antialias", 0) != 0)
        {
            throw GraphException.At(node, "antialias is not supported.");
        }

        var nearest = node.String("nearest_mode", "round_prefer_floor");
        if (nearest is not ("round_prefer_floor" or "round_prefer_ceil" or "floor" or "ceil"))
        {
            throw GraphException.At(node, $"nearest_mode '{nearest}' is not one of round_prefer_floor, round_prefer_ceil, floor, ceil.");
        }

        var map = node.String("coordinate_transformation_mode", "half_pixel");
        return new ResizeAttributes(
            ReadMode(node),
            CoordinateMaps.Find(node, map),
            nearest,
            node.Float("cubic_coeff_a", -0.75f),
            node.Int("exclude_outside", 0) != 0,
            map is "tf_crop_and_resize" ? node.Float("extrapolation_value", 0) : null);
    }

    /// <summary>Reads the attributes of an Upsample, or of a Resize of opset 10.</summary>
    /// <exception cref="GraphException">The mode is unknown.</exception>
    public static ResizeAttributes ReadEarly(Node node) =>
        new(ReadMode(node), CoordinateMaps.Find(node, "asymmetric"), "simple", -0.75f, ExcludeOutside: false);

    private static string ReadMode(Node node)
    {
        var mode = node.String("mode", "nearest");
        return mode is "nearest" or "linear" or "cubic"
            ? mode
            : throw GraphException.At(node, $"mode '{mode}' is not one of nearest, linear, cubic.");
    }
}
