using Occam.Datasets.Transforms;
using Occam.Datasets.Transforms.Operations;

namespace Occam.Tests.Datasets.Transforms;

public sealed class RotationTests
{
    [Fact]
    public void Quarter_turn_is_exact_and_counter_clockwise()
    {
        foreach (var smooth in new[] { false, true })
        {
            var picture = Pictures.Counting(1, 3, 3);
            Warp.Turn(90, picture.Size).Apply(picture, [0], smooth);

            Assert.Equal([(byte)2, 5, 8, 1, 4, 7, 0, 3, 6], picture.Pixels.ToArray());
        }
    }

    [Fact]
    public void Corners_that_have_no_pixel_are_filled_and_the_middle_stays()
    {
        var picture = new Picture(new(3, 9, 9));
        picture.Pixels.Fill(100);
        Warp.Turn(45, picture.Size).Apply(picture, [1, 2, 3], smooth: false);

        Assert.Equal([(byte)1, 2, 3], Enumerable.Range(0, 3).Select(channel => picture.Channel(channel)[0]));
        Assert.Equal(100, picture.Channel(1)[40]);
    }

    [Fact]
    public void Shifts_and_shears_read_where_they_should()
    {
        var shifted = Pictures.Counting(1, 2, 3);
        Warp.Shift(1, 0).Apply(shifted, [9], smooth: false);
        var sheared = Pictures.Counting(1, 3, 4);
        Warp.Shear(1, 0).Apply(sheared, [99], smooth: false);

        Assert.Equal([(byte)9, 0, 1, 9, 3, 4], shifted.Pixels.ToArray());
        Assert.Equal([(byte)1, 2, 3, 99, 6, 7, 99, 99, 11, 99, 99, 99], sheared.Pixels.ToArray()); // x + 1/2 + (y + 1/2) is x + y + 1
    }

    [Fact]
    public void Angles_stay_within_the_range_and_go_both_ways()
    {
        // A column right of the middle moves up or down at the edge.
        var results = Enumerable.Range(0, 50).Select(seed => Convert.ToHexString(new Rotation(new() { Degrees = 30, Smooth = false }).After(Pictures.Counting(1, 7, 7), seed))).ToHashSet(StringComparer.Ordinal);

        Assert.InRange(results.Count, 10, 50);
        Assert.Equal(Pictures.Counting(1, 7, 7).Pixels.ToArray(), new Rotation(new() { Degrees = 0 }).After(Pictures.Counting(1, 7, 7)));
    }
}
