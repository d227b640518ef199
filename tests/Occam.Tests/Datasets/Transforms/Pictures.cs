using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

/// <summary>Pictures for tests.</summary>
internal static class Pictures
{
    /// <summary>An image with the numbers 0, 1, 2, ... times a factor, cut to a byte.</summary>
    public static Picture Counting(int channels, int height, int width, int factor = 1)
    {
        var picture = new Picture(new(channels, height, width));
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = (byte)(i * factor);
        }

        return picture;
    }

    /// <summary>An image of given pixels.</summary>
    public static Picture Of(int channels, int height, int width, params byte[] pixels)
    {
        var picture = new Picture(new(channels, height, width));
        pixels.CopyTo(picture.Pixels);
        return picture;
    }

    /// <summary>An image of drawn pixels.</summary>
    public static Picture Drawn(int channels, int height, int width, int seed = 1)
    {
        var random = new ImageRandom(seed);
        var picture = new Picture(new(channels, height, width));
        foreach (ref var pixel in picture.Pixels)
        {
            pixel = (byte)random.Below(256);
        }

        return picture;
    }

    /// <summary>What a transform makes of an image.</summary>
    public static byte[] After(this Transform transform, Picture picture, int seed = 1)
    {
        var expected = transform.OutputSize(picture.Size);
        transform.Apply(picture, new ImageRandom(seed));
        Assert.Equal(expected, picture.Size);
        return picture.Pixels.ToArray();
    }
}
