using Occam.Datasets;
using Occam.Datasets.Mixing;
using Occam.Datasets.Transforms;
using static TorchSharp.torch;

namespace Occam.Tests.Datasets.Mixing;

public sealed class BatchMixTests
{
    [Fact]
    public void Mixup_adds_the_other_image_with_the_rest_of_the_share()
    {
        using var scope = NewDisposeScope();
        var images = rand(5, 2, 3, 3);
        var mixed = new Mixup(new() { Alpha = 1 }).Apply(new(images, arange(5)), new ImageRandom(3));

        // Labels count the images, so they say which one each was mixed with.
        var others = images.index_select(0, mixed.Mixture!.Labels);
        Assert.InRange(mixed.Mixture.Share, 0.01, 0.99);
        Assert.Equal([0L, 1, 2, 3, 4], mixed.Labels!.data<long>().ToArray());
        Assert.NotEqual([0L, 1, 2, 3, 4], mixed.Mixture.Labels.data<long>().ToArray());
        Assert.True(mixed.Images.allclose((images * mixed.Mixture.Share) + (others * (1 - mixed.Mixture.Share)), atol: 1e-6));
    }

    [Theory]
    [InlineData(InputLayout.ChannelsFirst)]
    [InlineData(InputLayout.ChannelsLast)]
    public void CutMix_pastes_a_rectangle_and_counts_its_pixels(InputLayout layout)
    {
        var shares = new List<double>();
        for (var seed = 0; seed < 200; seed++)
        {
            using var scope = NewDisposeScope();
            var values = arange(4, dtype: ScalarType.Float32);
            var images = layout == InputLayout.ChannelsFirst ? values.reshape(4, 1, 1, 1).expand(4, 2, 8, 10) : values.reshape(4, 1, 1, 1).expand(4, 8, 10, 2);
            var mixed = new CutMix(new(), new(layout)).Apply(new(images, arange(4)), new ImageRandom(seed));
            var plane = layout == InputLayout.ChannelsFirst ? mixed.Images.select(1, 1) : mixed.Images.select(3, 1);
            for (var i = 0; i < 4; i++)
            {
                var other = mixed.Mixture!.Labels[i].item<long>();
                var pasted = plane[i].data<float>().ToArray().Index().Where(pair => pair.Item == other && other != i).Select(pair => pair.Index).ToArray();
                Assert.Equal(pasted.Select(at => at / 10).Distinct().Count() * pasted.Select(at => at % 10).Distinct().Count(), pasted.Length);
                Assert.True(other == i || Math.Abs(1 - (pasted.Length / 80.0) - mixed.Mixture.Share) < 1e-9, $"{pasted.Length} pixels, share {mixed.Mixture.Share}");
            }

            shares.Add(mixed.Mixture!.Share);
        }

        Assert.InRange(shares.Average(), 0.55, 0.8); // over 1/2, because rectangles are cut at the edges
        Assert.True(shares.Distinct().Count() > 20, $"{shares.Distinct().Count()} shares");
    }

    [Fact]
    public void Images_without_labels_are_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Contains("Mixup mixes labels", Assert.Throws<DataException>(() => new Mixup(new()).Apply(new(rand(2, 1, 2, 2), null), new ImageRandom(1))).Message, StringComparison.Ordinal);
    }
}
