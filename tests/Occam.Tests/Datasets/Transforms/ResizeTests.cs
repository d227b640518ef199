using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

public sealed class ResizeTests
{
    private static readonly TransformContext Four = new(new(1, 4, 4));

    [Fact]
    public void Halving_weighs_neighbours_as_a_triangle_of_twice_the_width()
    {
        // Pillow's weights for 4 to 2: centre 1, support 2, distances 0.5, 0.5, 1.5 give 3/4, 3/4, 1/4 before they are made to sum to 1.
        var result = new Resize(new() { Height = 1, Width = 2 }, Four).After(Pictures.Of(1, 1, 4, 0, 70, 140, 210));

        Assert.Equal([(byte)50, 160], result);
    }

    [Fact]
    public void Doubling_is_bilinear()
    {
        var result = new Resize(new() { Height = 1, Width = 4 }, Four).After(Pictures.Of(1, 1, 2, 0, 100));

        Assert.Equal([(byte)0, 25, 75, 100], result);
    }

    [Fact]
    public void Constant_channels_stay_and_size_is_that_of_the_network_by_default()
    {
        var picture = new Picture(new(3, 7, 5));
        for (var channel = 0; channel < 3; channel++)
        {
            picture.Channel(channel).Fill((byte)(10 + channel));
        }

        var result = new Resize(new(), Four).After(picture);

        Assert.Equal(new(3, 4, 4), picture.Size);
        Assert.Equal([.. Enumerable.Repeat((byte)10, 16), .. Enumerable.Repeat((byte)11, 16), .. Enumerable.Repeat((byte)12, 16)], result);
    }

    [Fact]
    public void Axes_are_not_confused()
    {
        var tall = new Resize(new() { Height = 2, Width = 1 }, Four).After(Pictures.Of(1, 4, 1, 0, 70, 140, 210));

        Assert.Equal([(byte)50, 160], tall);
    }
}
