using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

public sealed class ImageRandomTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Beta_has_its_mean_and_variance(double alpha)
    {
        var random = new ImageRandom(11);
        var draws = Enumerable.Range(0, 20_000).Select(_ => random.Beta(alpha)).ToArray();
        var mean = draws.Average();

        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        Assert.InRange(mean, 0.49, 0.51);
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), draws.Average(draw => (draw - mean) * (draw - mean)), 0.004);
    }

    [Fact]
    public void Permutation_has_each_number_once()
    {
        var random = new ImageRandom(2);

        Assert.Equal(Enumerable.Range(0, 50), random.Permutation(50).Order());
        Assert.NotEqual(random.Permutation(50), random.Permutation(50));
    }
}
