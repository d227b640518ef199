using Occam.Datasets.Transforms;

namespace Occam.Tests.Datasets.Transforms;

public sealed class ErasingTests
{
    [Fact]
    public void One_rectangle_within_area_and_shape_is_erased_in_all_channels()
    {
        var erasing = new RandomErasing(new() { Probability = 1, Smallest = 0.1, Largest = 0.2, Noise = false, Fill = [1, 2, 3] });
        var places = new HashSet<(int, int)>();
        for (var seed = 0; seed < 100; seed++)
        {
            var picture = new Picture(new(3, 30, 30));
            picture.Pixels.Fill(100);
            erasing.After(picture, seed);
            var gone = Enumerable.Range(0, 900).Where(i => picture.Channel(1)[i] == 2).ToArray();
            var (height, width) = (gone.Select(i => i / 30).Distinct().Count(), gone.Select(i => i % 30).Distinct().Count());
            Assert.Equal(height * width, gone.Length);
            Assert.InRange(gone.Length / 900.0, 0.08, 0.22);
            Assert.InRange((double)height / width, 0.26, 3.8);
            Assert.Equal(gone, Enumerable.Range(0, 900).Where(i => picture.Channel(2)[i] == 3));
            places.Add((gone[0] / 30, gone[0] % 30));
        }

        Assert.True(places.Count > 40);
    }

    [Fact]
    public void Noise_differs_from_pixel_to_pixel_and_probability_is_kept()
    {
        var erasing = new RandomErasing(new() { Probability = 0.3, Smallest = 0.3 });
        var changed = Enumerable.Range(0, 500).Select(seed => erasing.After(new Picture(new(1, 20, 20)), seed).Where(pixel => pixel != 0).Distinct().Count()).Where(values => values > 0).ToArray();

        Assert.InRange(changed.Length, 110, 190);
        Assert.All(changed, values => Assert.True(values > 30));
    }

    [Fact]
    public void Cutout_blanks_a_square_that_may_reach_over_the_edge()
    {
        var cutout = new Cutout(new() { Length = 6, Fill = [7] });
        var areas = new HashSet<int>();
        for (var seed = 0; seed < 300; seed++)
        {
            var picture = new Picture(new(2, 10, 12));
            picture.Pixels.Fill(100);
            cutout.After(picture, seed);
            var gone = Enumerable.Range(0, 120).Where(i => picture.Channel(0)[i] == 7).ToArray();
            Assert.Equal(gone, Enumerable.Range(0, 120).Where(i => picture.Channel(1)[i] == 7));
            Assert.Equal(gone.Length, gone.Select(i => i / 12).Distinct().Count() * gone.Select(i => i % 12).Distinct().Count());
            areas.Add(gone.Length);
        }

        Assert.Equal(36, areas.Max());
        Assert.Equal(9, areas.Min()); // centre at a corner
    }
}
