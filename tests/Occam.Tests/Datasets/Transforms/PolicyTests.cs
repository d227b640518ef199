using Occam.Datasets.Transforms;
using Occam.Datasets.Transforms.Operations;

namespace Occam.Tests.Datasets.Transforms;

public sealed class PolicyTests
{
    [Theory]
    [InlineData(AutoAugmentPolicy.ImageNet, 0, PolicyOperation.Posterize, 0.4, 8, PolicyOperation.Rotate, 0.6, 9)]
    [InlineData(AutoAugmentPolicy.ImageNet, 24, PolicyOperation.Equalize, 0.8, 0, PolicyOperation.Equalize, 0.6, 0)]
    [InlineData(AutoAugmentPolicy.Cifar10, 1, PolicyOperation.Rotate, 0.7, 2, PolicyOperation.TranslateX, 0.3, 9)]
    [InlineData(AutoAugmentPolicy.Svhn, 16, PolicyOperation.ShearY, 0.7, 6, PolicyOperation.Solarize, 0.4, 8)]
    public void Pairs_are_those_of_the_paper(AutoAugmentPolicy policy, int index, object first, double p1, int m1, object second, double p2, int m2)
    {
        var pairs = PublishedPolicies.Of(policy);

        Assert.Equal(25, pairs.Count);
        Assert.Equal([new((PolicyOperation)first, p1, m1 / 9.0), new((PolicyOperation)second, p2, m2 / 9.0)], pairs[index]);
    }

    [Fact]
    public void Magnitudes_are_those_of_the_paper()
    {
        Assert.Equal((byte)(0xFF << 4 & 0xB7), Changed(PolicyOperation.Posterize, 1, 0xB7)); // 4 bits stay at the largest
        Assert.Equal(0xB7, Changed(PolicyOperation.Posterize, 0, 0xB7));
        Assert.Equal(155, Changed(PolicyOperation.Solarize, 1, 100)); // threshold 0
        Assert.Equal(100, Changed(PolicyOperation.Solarize, 0.5, 100)); // threshold 127.5
        Assert.Contains(Changed(PolicyOperation.Brightness, 1, 100), new byte[] { 9, 10, 190 }); // 1 +- 0.9
        Assert.Equal(50, Changed(PolicyOperation.Identity, 1, 50));
        Assert.Equal(205, Changed(PolicyOperation.Invert, 1, 50));
    }

    [Fact]
    public void Shift_at_full_magnitude_is_150_of_331()
    {
        var picture = new Picture(new(1, 1, 331));
        Policy.Apply(PolicyOperation.TranslateX, 1, picture, new ImageRandom(3), [255]);

        Assert.Equal(150, picture.Pixels.ToArray().Count(pixel => pixel == 255));
    }

    [Fact]
    public void Every_pair_of_every_policy_runs_on_grey_and_colour()
    {
        foreach (var (policy, channels) in Enum.GetValues<AutoAugmentPolicy>().SelectMany(policy => new[] { (policy, 1), (policy, 3) }))
        {
            var transform = new AutoAugment(new() { Policy = policy });
            var original = Pictures.Drawn(channels, 8, 8).Pixels.ToArray();
            var results = Enumerable.Range(0, 120).Select(seed => transform.After(Pictures.Drawn(channels, 8, 8), seed)).ToArray();

            Assert.InRange(results.Count(result => !result.SequenceEqual(original)), 30, 120);
        }
    }

    [Fact]
    public void RandAugment_uses_all_its_operations_at_its_magnitude()
    {
        var original = Pictures.Drawn(3, 16, 16).Pixels.ToArray();
        var none = new RandAugment(new() { Operations = 1, Magnitude = 0 });
        var strong = new RandAugment(new() { Operations = 1, Magnitude = 30 });
        var plain = Enumerable.Range(0, 200).Count(seed => none.After(Pictures.Drawn(3, 16, 16), seed).SequenceEqual(original));
        var distinct = Enumerable.Range(0, 400).Select(seed => Convert.ToHexString(strong.After(Pictures.Drawn(3, 16, 16), seed))).Distinct(StringComparer.Ordinal).Count();

        // At magnitude 0 all but auto-contrast, equalize and solarize (of 255 alone) leave the image.
        Assert.InRange(plain, 140, 195);

        // 9 signed operations with two results each; identity, posterize, solarize, equalize and auto-contrast.
        Assert.Equal(23, distinct);
    }

    private static byte Changed(PolicyOperation operation, double strength, byte pixel)
    {
        var picture = Pictures.Of(1, 1, 1, pixel);
        Policy.Apply(operation, strength, picture, new ImageRandom(1), [0]);
        return picture.Pixels[0];
    }
}
