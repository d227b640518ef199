namespace Occam.Datasets.Transforms.Operations;

/// <summary>Changes that mix an image with a plainer form of it: factor 1 leaves it, 0 gives the plain form, over 1 goes away from it. As torchvision's on bytes, cut and not rounded.</summary>
internal static class Blending
{
    private const float CentreWeight = 5;
    private const float AllWeights = 13;

    /// <summary>Mixes with black.</summary>
    public static void Brightness(Picture picture, double factor)
    {
        foreach (ref var pixel in picture.Pixels)
        {
            pixel = Mix(pixel, 0, factor);
        }
    }

    /// <summary>Mixes with the mean of the grey image.</summary>
    public static void Contrast(Picture picture, double factor)
    {
        var sum = 0L;
        for (var i = 0; i < picture.Plane; i++)
        {
            sum += Grey(picture, i);
        }

        var mean = (double)sum / picture.Plane;
        foreach (ref var pixel in picture.Pixels)
        {
            pixel = Mix(pixel, mean, factor);
        }
    }

    /// <summary>Mixes with the grey image; nothing changes in an image of one channel.</summary>
    public static void Saturation(Picture picture, double factor)
    {
        for (var i = 0; i < picture.Plane && picture.Size.Channels == 3; i++)
        {
            var grey = Grey(picture, i);
            for (var channel = 0; channel < 3; channel++)
            {
                ref var pixel = ref picture.Channel(channel)[i];
                pixel = Mix(pixel, grey, factor);
            }
        }
    }

    /// <summary>Mixes with the image smoothed by the 3x3 kernel of ones with 5 in the middle; the border stays.</summary>
    public static void Sharpness(Picture picture, double factor)
    {
        var size = picture.Size;
        var target = picture.Next(size);
        picture.Pixels.CopyTo(target);
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var source = picture.Channel(channel);
            var plane = target.Slice(channel * source.Length, source.Length);
            for (var y = 1; y < size.Height - 1; y++)
            {
                for (var x = 1; x < size.Width - 1; x++)
                {
                    var at = (y * size.Width) + x;
                    plane[at] = Mix(source[at], Math.Round(Smooth(source, at, size.Width)), factor);
                }
            }
        }

        picture.Take(size);
    }

    private static float Smooth(ReadOnlySpan<byte> source, int at, int width)
    {
        var sum = (CentreWeight - 1) * source[at];
        for (var row = at - width; row <= at + width; row += width)
        {
            sum += source[row - 1] + source[row] + source[row + 1];
        }

        return sum / AllWeights;
    }

    private static byte Grey(Picture picture, int i)
    {
        var pixels = picture.Pixels;
        var plane = picture.Plane;
        return picture.Size.Channels == 3 ? (byte)((0.2989 * pixels[i]) + (0.587 * pixels[plane + i]) + (0.114 * pixels[(2 * plane) + i])) : pixels[i];
    }

    private static byte Mix(byte pixel, double plain, double factor) => (byte)Math.Clamp((factor * pixel) + ((1 - factor) * plain), 0, 255);
}
