using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

public sealed class FlipTests
{
    [Fact]
    public void Images_are_mirrored_along_the_right_axis()
    {
        Assert.Equal([(byte)2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9], new Flip(new() { Probability = 1 }).After(Pictures.Counting(2, 2, 3)));
        Assert.Equal([(byte)3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8], new Flip(new() { Probability = 1, Vertical = true }).After(Pictures.Counting(2, 2, 3)));
        Assert.Equal(Pictures.Counting(2, 2, 3).Pixels.ToArray(), new Flip(new() { Probability = 0 }).After(Pictures.Counting(2, 2, 3)));
    }

    [Fact]
    public void Probability_is_kept()
    {
        var flip = new Flip(new() { Probability = 0.25 });

        Assert.InRange(Enumerable.Range(0, 1000).Count(seed => flip.After(Pictures.Counting(1, 1, 2), seed)[0] == 1), 200, 300);
    }
}
