using Occam.Models.Quantizers;

namespace Occam.Tests.Models.Quantizers;

public sealed class BitAllocationTests
{
    [Fact]
    public void Least_loss_for_what_is_saved_goes_first()
    {
        // Saving 60: the first layer loses 1 of 60, the second 3; saving 80 more costs the first 40.
        AllocationOption[][] options = [[new(100, 0), new(40, 1), new(20, 40)], [new(100, 0), new(40, 3), new(20, 5)]];

        Assert.Equal([0, 0], BitAllocation.Choose(options, 200));
        Assert.Equal([1, 0], BitAllocation.Choose(options, 199));
        Assert.Equal([1, 1], BitAllocation.Choose(options, 80));
        Assert.Equal([1, 2], BitAllocation.Choose(options, 60));
        Assert.Equal([2, 2], BitAllocation.Choose(options, 40));
        Assert.Equal([2, 2], BitAllocation.Choose(options, 1)); // out of reach: the cheapest
    }

    [Fact]
    public void Worse_and_dearer_options_are_never_taken_and_what_is_left_is_given_back()
    {
        AllocationOption[][] dominated = [[new(100, 5), new(50, 1), new(20, 2)]];
        AllocationOption[][] left = [[new(100, 0), new(10, 1)], [new(12, 0), new(10, 1.5)]];

        Assert.Equal([1], BitAllocation.Choose(dominated, 100));
        Assert.Equal([1, 0], BitAllocation.Choose(left, 22));
    }

    [Fact]
    public void Result_fits_and_is_at_most_a_step_from_the_best_of_all()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var options = Enumerable.Range(0, 6).Select(_ => Draw(random)).ToArray();
            var (least, most) = (options.Sum(list => list.Min(option => option.Cost)), options.Sum(list => list.Max(option => option.Cost)));
            var budget = least + (random.NextDouble() * (most - least));

            var chosen = BitAllocation.Choose(options, budget);

            var (cost, loss) = Sum(options, chosen);
            Assert.InRange(cost, 0, budget);
            var largest = options.Max(list => list.Max(option => option.Loss));
            Assert.InRange(loss, Best(options, budget) - 1e-9, Best(options, budget) + largest);
        }
    }

    private static AllocationOption[] Draw(Random random)
    {
        var size = random.Next(10, 200);
        var loss = Math.Pow(10, -3 * random.NextDouble());
        return [new(size, 0), new(size / 4.0, loss * random.NextDouble() / 10), new(size / 8.0, loss * random.NextDouble()), new(size / 16.0, loss)];
    }

    private static (double Cost, double Loss) Sum(AllocationOption[][] options, IReadOnlyList<int> chosen) =>
        (chosen.Select((option, layer) => options[layer][option].Cost).Sum(), chosen.Select((option, layer) => options[layer][option].Loss).Sum());

    private static double Best(AllocationOption[][] options, double budget)
    {
        var best = double.PositiveInfinity;
        for (var code = 0; code < 4096; code++)
        {
            var (cost, loss) = Sum(options, [.. Enumerable.Range(0, 6).Select(layer => (code >> (2 * layer)) & 3)]);
            best = cost <= budget ? Math.Min(best, loss) : best;
        }

        return best;
    }
}
