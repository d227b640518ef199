namespace Occam.Datasets.Transforms.Operations;

/// <summary>An affine change: where in the old image each pixel of the new one comes from.</summary>
/// <param name="XX">Columns per column.</param>
/// <param name="XY">Columns per row.</param>
/// <param name="X0">Columns added.</param>
/// <param name="YX">Rows per column.</param>
/// <param name="YY">Rows per row.</param>
/// <param name="Y0">Rows added.</param>
internal sealed record Warp(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    private const double Rounding = 1e-9; // turns by right angles meet pixels' edges up to rounding

    /// <summary>A shift to the right and down, in pixels.</summary>
    public static Warp Shift(double right, double down) => new(1, 0, -right, 0, 1, -down);

    /// <summary>A shear about the corner: row y is read <paramref name="x"/> y columns further right, column x <paramref name="y"/> x rows further down.</summary>
    public static Warp Shear(double x, double y) => new(1, x, 0, y, 1, 0);

    /// <summary>A turn about the centre, counter-clockwise.</summary>
    public static Warp Turn(double degrees, ImageSize size)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (x, y) = (size.Width / 2.0, size.Height / 2.0);
        return new(cos, -sin, x - (cos * x) + (sin * y), sin, cos, y - (sin * x) - (cos * y));
    }

    /// <summary>Changes an image.</summary>
    /// <param name="picture">The image.</param>
    /// <param name="fill">What stands where the old image has nothing.</param>
    /// <param name="smooth">Whether neighbours are mixed (bilinear); else the nearest pixel is taken.</param>
    public void Apply(Picture picture, IReadOnlyList<int> fill, bool smooth)
    {
        var size = picture.Size;
        var target = picture.Next(size);
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var source = picture.Channel(channel);
            var outside = Fill.Of(fill, channel);
            for (var i = 0; i < source.Length; i++)
            {
                var (column, row) = ((i % size.Width) + 0.5, (i / size.Width) + 0.5);
                var (x, y) = ((XX * column) + (XY * row) + X0, (YX * column) + (YY * row) + Y0);
                target[(channel * source.Length) + i] = smooth ? Mixed(source, size, x - 0.5, y - 0.5, outside) : At(source, size, Math.Floor(x + Rounding), Math.Floor(y + Rounding), outside);
            }
        }

        picture.Take(size);
    }

    private static byte At(ReadOnlySpan<byte> source, ImageSize size, double x, double y, byte outside) =>
        x >= 0 && x < size.Width && y >= 0 && y < size.Height ? source[((int)y * size.Width) + (int)x] : outside;

    private static byte Mixed(ReadOnlySpan<byte> source, ImageSize size, double x, double y, byte outside)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (right, down) = (x - left, y - top);
        var upper = (At(source, size, left, top, outside) * (1 - right)) + (At(source, size, left + 1, top, outside) * right);
        var lower = (At(source, size, left, top + 1, outside) * (1 - right)) + (At(source, size, left + 1, top + 1, outside) * right);
        return (byte)Math.Round((upper * (1 - down)) + (lower * down));
    }
}
