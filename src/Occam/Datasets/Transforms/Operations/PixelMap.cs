namespace Occam.Datasets.Transforms.Operations;

/// <summary>Changes that replace each value of a channel by another one.</summary>
internal static class PixelMap
{
    private const int Values = 256;

    /// <summary>255 minus each value.</summary>
    public static void Invert(Picture picture) => Solarize(picture, 0);

    /// <summary>255 minus each value that is at least the threshold.</summary>
    public static void Solarize(Picture picture, double threshold)
    {
        foreach (ref var pixel in picture.Pixels)
        {
            pixel = pixel >= threshold ? (byte)(255 - pixel) : pixel;
        }
    }

    /// <summary>Keeps the highest bits of each value.</summary>
    public static void Posterize(Picture picture, int bits)
    {
        var mask = (byte)(0xFF << (8 - bits));
        foreach (ref var pixel in picture.Pixels)
        {
            pixel &= mask;
        }
    }

    /// <summary>Stretches each channel to 0 to 255.</summary>
    public static void AutoContrast(Picture picture)
    {
        for (var channel = 0; channel < picture.Size.Channels; channel++)
        {
            var pixels = picture.Channel(channel);
            var (least, most) = (byte.MaxValue, byte.MinValue);
            foreach (var pixel in pixels)
            {
                (least, most) = (Math.Min(least, pixel), Math.Max(most, pixel));
            }

            for (var i = 0; i < pixels.Length && most > least; i++)
            {
                pixels[i] = (byte)((pixels[i] - least) * 255f / (most - least));
            }
        }
    }

    /// <summary>Makes the values of each channel about equally frequent, as Pillow's equalize.</summary>
    public static void Equalize(Picture picture)
    {
        Span<int> counts = stackalloc int[Values];
        Span<byte> map = stackalloc byte[Values];
        for (var channel = 0; channel < picture.Size.Channels; channel++)
        {
            var pixels = picture.Channel(channel);
            counts.Clear();
            var most = 0;
            foreach (var pixel in pixels)
            {
                counts[pixel]++;
                most = Math.Max(most, pixel);
            }

            var step = (pixels.Length - counts[most]) / (Values - 1);
            if (step == 0)
            {
                continue;
            }

            var below = step / 2;
            for (var value = 0; value < Values; value++)
            {
                map[value] = (byte)Math.Min(below / step, Values - 1);
                below += counts[value];
            }

            foreach (ref var pixel in pixels)
            {
                pixel = map[pixel];
            }
        }
    }
}
