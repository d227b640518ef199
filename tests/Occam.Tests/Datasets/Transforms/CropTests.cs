using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

public sealed class CropTests
{
    private static readonly TransformContext Context = new(new(1, 3, 3));

    [Fact]
    public void Centre_crop_takes_the_middle()
    {
        Assert.Equal([(byte)6, 7, 8, 11, 12, 13, 16, 17, 18], new CenterCrop(new(), Context).After(Pictures.Counting(1, 5, 5)));
        Assert.Contains("too small", Assert.Throws<ArgumentException>(() => new CenterCrop(new(), Context).OutputSize(new(1, 2, 5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_crop_reaches_every_window_and_fills_the_border()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var crop = new RandomCrop(new() { Padding = 1, Fill = [200] }, Context);
        for (var seed = 0; seed < 400; seed++)
        {
            var result = crop.After(Pictures.Counting(2, 3, 3), seed);
            Assert.Contains(Windows(), window => window.SequenceEqual(result));
            seen.Add(Convert.ToHexString(result));
        }

        Assert.Equal(9, seen.Count);

        static IEnumerable<byte[]> Windows() =>
            from top in Enumerable.Range(-1, 3)
            from left in Enumerable.Range(-1, 3)
            select Enumerable.Range(0, 18).Select(i =>
            {
                var (channel, y, x) = (i / 9, (i / 3 % 3) + top, (i % 3) + left);
                return y is >= 0 and < 3 && x is >= 0 and < 3 ? (byte)((channel * 9) + (y * 3) + x) : (byte)200;
            }).ToArray();
    }

    [Fact]
    public void Resized_crop_stays_within_area_and_shape()
    {
        // Rows and columns count up, so that corners say which window was taken.
        var crop = new RandomResizedCrop(new() { Height = 20, Width = 20, Smallest = 0.25, Largest = 0.5 }, Context);
        var areas = new List<double>();
        for (var seed = 0; seed < 200; seed++)
        {
            var picture = new Picture(new(2, 40, 40));
            for (var i = 0; i < 1600; i++)
            {
                (picture.Channel(0)[i], picture.Channel(1)[i]) = ((byte)(i / 40 * 6), (byte)(i % 40 * 6));
            }

            crop.After(picture, seed);
            var rows = (picture.Channel(0)[399] - picture.Channel(0)[0]) / 6.0 / 19 * 20;
            var columns = (picture.Channel(1)[399] - picture.Channel(1)[0]) / 6.0 / 19 * 20;
            areas.Add(rows * columns / 1600);
            Assert.InRange(columns / rows, 0.68, 1.47);
        }

        Assert.InRange(areas.Min(), 0.2, 0.3);
        Assert.InRange(areas.Max(), 0.45, 0.56);
        Assert.InRange(areas.Average(), 0.34, 0.41);
    }

    [Fact]
    public void Resized_crop_without_a_fitting_window_takes_the_middle()
    {
        var crop = new RandomResizedCrop(new() { Height = 1, Width = 1, Smallest = 1 }, Context);

        // 4 x 16 is too wide for 4/3: the middle five columns of ones are taken.
        var picture = new Picture(new(1, 4, 16));
        for (var row = 0; row < 4; row++)
        {
            picture.Pixels.Slice((row * 16) + 5, 5).Fill(80);
        }

        Assert.Equal([(byte)80], crop.After(picture));
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new RandomCrop(new() { Padding = -1, Height = 0, Fill = [300] }, Context));

        Assert.Contains("Padding has to be at least 0, but is -1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Height has to be at least 1, but is 0.", error.Message, StringComparison.Ordinal);
        Assert.Contains("but is 300.", error.Message, StringComparison.Ordinal);
    }
}
