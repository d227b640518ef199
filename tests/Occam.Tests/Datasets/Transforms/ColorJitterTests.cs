using Occam.Datasets.Transforms;
using Occam.Datasets.Transforms.Operations;

namespace Occam.Tests.Datasets.Transforms;

public sealed class ColorJitterTests
{
    [Fact]
    public void Factors_mix_with_black_the_mean_and_the_grey_image()
    {
        Assert.Equal([(byte)50, 100, 127], Changed(picture => Blending.Brightness(picture, 0.5), 1, 100, 200, 255));
        Assert.Equal([(byte)200, 255, 255], Changed(picture => Blending.Brightness(picture, 2), 1, 100, 200, 255));
        Assert.Equal([(byte)75, 125, 175], Changed(picture => Blending.Contrast(picture, 0.5), 1, 25, 125, 225));

        // grey of (255, 0, 0) is 0.2989 * 255 = 76.2, cut to 76
        Assert.Equal([(byte)165, 38, 38], Changed(picture => Blending.Saturation(picture, 0.5), 3, 255, 0, 0));
        Assert.Equal([(byte)76, 76, 76], Changed(picture => Blending.Saturation(picture, 0), 3, 255, 0, 0));
    }

    [Theory]
    [InlineData(1.0 / 3, new byte[] { 200, 50, 80 }, new byte[] { 80, 200, 50 })]
    [InlineData(-1.0 / 3, new byte[] { 200, 50, 80 }, new byte[] { 50, 80, 200 })]
    [InlineData(0.5, new byte[] { 255, 0, 0 }, new byte[] { 0, 255, 255 })]
    [InlineData(0.0, new byte[] { 12, 34, 56 }, new byte[] { 12, 34, 56 })]
    [InlineData(0.25, new byte[] { 9, 9, 9 }, new byte[] { 9, 9, 9 })]
    public void Hue_turns_colours_around_the_circle(double share, byte[] colour, byte[] expected) =>
        Assert.Equal(expected, Changed(picture => Hue.Turn(picture, share), 3, colour));

    [Fact]
    public void Sharpness_mixes_with_the_smoothed_inside()
    {
        var result = Changed3x3(0, 0, 0, 0, 130, 0, 0, 0, 0);

        Assert.Equal([(byte)0, 0, 0, 0, 50, 0, 0, 0, 0], result); // 130 * 5 / 13

        static byte[] Changed3x3(params byte[] pixels)
        {
            var picture = Pictures.Of(1, 3, 3, pixels);
            Blending.Sharpness(picture, 0);
            return picture.Pixels.ToArray();
        }
    }

    [Fact]
    public void Jitter_draws_every_factor_and_leaves_the_image_where_all_are_zero()
    {
        var picture = Pictures.Drawn(3, 4, 4);
        var jitter = new ColorJitter(new() { Hue = 0.1 });

        Assert.Equal(picture.Pixels.ToArray(), new ColorJitter(new() { Brightness = 0, Contrast = 0, Saturation = 0 }).After(Pictures.Drawn(3, 4, 4)));
        Assert.Equal(20, Enumerable.Range(0, 20).Select(seed => Convert.ToHexString(jitter.After(Pictures.Drawn(3, 4, 4), seed))).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(jitter.After(Pictures.Drawn(3, 4, 4), 5), jitter.After(Pictures.Drawn(3, 4, 4), 5));
    }

    private static byte[] Changed(Action<Picture> change, int channels, params byte[] pixels)
    {
        var picture = Pictures.Of(channels, 1, pixels.Length / channels, pixels);
        change(picture);
        return picture.Pixels.ToArray();
    }
}
