using Occam.Datasets.Transforms;
using Occam.Datasets.Transforms.Operations;

namespace Occam.Tests.Datasets.Transforms;

public sealed class PixelMapTests
{
    [Fact]
    public void Values_are_inverted_and_cut_to_bits()
    {
        Assert.Equal([(byte)255, 155, 0], Changed(PixelMap.Invert, 0, 100, 255));
        Assert.Equal([(byte)10, 127, 55], Changed(picture => PixelMap.Solarize(picture, 128), 10, 127, 200));
        Assert.Equal([(byte)0b1100_0000, 0b0100_0000], Changed(picture => PixelMap.Posterize(picture, 2), 0b1101_1010, 0b0111_1111));
        Assert.Equal([(byte)77], Changed(picture => PixelMap.Posterize(picture, 8), 77));
    }

    [Fact]
    public void Contrast_is_stretched_to_the_whole_range()
    {
        Assert.Equal([(byte)0, 127, 255], Changed(PixelMap.AutoContrast, 50, 100, 150));
        Assert.Equal([(byte)9, 9], Changed(PixelMap.AutoContrast, 9, 9));
    }

    [Fact]
    public void Equalising_is_that_of_Pillow()
    {
        // 512 pixels, half 10 and half 20: the step is (512 - 256) / 255 = 1, and 20 maps to min(255, (0 + 256) / 1).
        byte[] pixels = [.. Enumerable.Repeat((byte)10, 256), .. Enumerable.Repeat((byte)20, 256)];
        var result = Changed(PixelMap.Equalize, pixels);

        Assert.Equal(0, result[0]);
        Assert.Equal(255, result[^1]);

        // 4 pixels have no step, so nothing changes.
        Assert.Equal([(byte)1, 2, 3, 4], Changed(PixelMap.Equalize, 1, 2, 3, 4));

        // 600 pixels, 200 of each of 0, 1, 2: step 400 / 255 = 1, half a step 0: 0 -> 0, 1 -> 200, 2 -> 255 (400 cut).
        pixels = [.. Enumerable.Range(0, 600).Select(i => (byte)(i % 3))];
        Assert.Equal([(byte)0, 200, 255], Changed(PixelMap.Equalize, pixels)[..3]);
    }

    private static byte[] Changed(Action<Picture> change, params byte[] pixels)
    {
        var picture = Pictures.Of(1, 1, pixels.Length, pixels);
        change(picture);
        return picture.Pixels.ToArray();
    }
}
