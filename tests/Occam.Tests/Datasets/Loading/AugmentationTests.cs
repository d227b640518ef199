using Occam.Datasets.Loading;

namespace Occam.Tests.Datasets.Loading;

public sealed class AugmentationTests
{
    [Fact]
    public void None_copies_the_image()
    {
        var image = Enumerable.Range(1, 18).Select(i => (byte)i).ToArray();

        Assert.Equal(image, Apply(Augmentation.None, image, seed: 5));
    }

    [Fact]
    public void Flip_mirrors_rows_about_half_of_the_time()
    {
        byte[] image = [.. Enumerable.Range(1, 18).Select(i => (byte)i)];
        byte[] mirrored = [.. image.Chunk(3).SelectMany(row => row.Reverse())];
        var results = Enumerable.Range(0, 200).Select(seed => Apply(new() { Flip = true }, image, seed)).ToArray();

        Assert.All(results, result => Assert.True(result.SequenceEqual(image) || result.SequenceEqual(mirrored)));
        Assert.InRange(results.Count(result => result.SequenceEqual(mirrored)), 70, 130);
    }

    [Fact]
    public void Crop_shifts_the_image_and_fills_with_black()
    {
        byte[] image = [.. Enumerable.Range(1, 18).Select(i => (byte)i)]; // 2 channels of 3 x 3
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 300; seed++)
        {
            var result = Apply(new() { CropPadding = 1 / 3.0 }, image, seed);
            Assert.Contains(Shifts(image), shifted => shifted.SequenceEqual(result));
            seen.Add(Convert.ToHexString(result));
        }

        Assert.Equal(9, seen.Count);
    }

    private static byte[] Apply(Augmentation augmentation, byte[] image, int seed)
    {
        var result = new byte[image.Length];
        var random = new SplitMix(seed);
        augmentation.Apply(image, result, new(2, 3, 3), ref random);
        return result;
    }

    private static IEnumerable<byte[]> Shifts(byte[] image)
    {
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                var shifted = new byte[18];
                for (var i = 0; i < 18; i++)
                {
                    var (y, x) = ((i / 3 % 3) + dy, (i % 3) + dx);
                    shifted[i] = y is >= 0 and < 3 && x is >= 0 and < 3 ? image[(i / 9 * 9) + (y * 3) + x] : (byte)0;
                }

                yield return shifted;
            }
        }
    }
}
