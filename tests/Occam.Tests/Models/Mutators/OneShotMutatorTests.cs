using Occam.Models.Mutables;
using Occam.Models.Mutators;

namespace Occam.Tests.Models.Mutators;

public sealed class OneShotMutatorTests
{
    private static readonly OneShotMutator Mutator = new(Enumerable.Range(0, 6).Select(i => new Place($"p{i}", i == 5 ? "p4" : null)));

    [Fact]
    public void MutablesOfAGroupShareAChoice()
    {
        Assert.Equal(5, Mutator.Groups.Count);
        Assert.Equal(["p4", "p5"], Mutator.Groups[4].Members.Select(member => member.Key));
        Assert.Equal(Math.Pow(3, 5), Mutator.Count);
        Assert.Throws<ArgumentException>(() => new OneShotMutator([new Place("a", null), new Place("a", null)]));
    }

    [Fact]
    public void DrawsAreUniformAndFollowFromSeedAndCounter()
    {
        const int Draws = 3000;
        var counts = new int[5, 3];
        for (var draw = 0; draw < Draws; draw++)
        {
            foreach (var (group, choice) in Mutator.Encode(Mutator.Sample(11, draw)).Index())
            {
                counts[group, choice]++;
            }
        }

        // Five standard deviations of a binomial of p = 1/3.
        var bound = 5 * Math.Sqrt(Draws * 2 / 9.0);
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, (Draws / 3) - bound, (Draws / 3) + bound));
        Assert.Equal(Mutator.Sample(11, 4), Mutator.Sample(11, 4));
        Assert.True(Enumerable.Range(0, 50).Select(draw => Mutator.Sample(11, draw)).Distinct().Count() > 30);
        Assert.NotEqual(Enumerable.Range(0, 9).Select(draw => Mutator.Sample(11, draw)), Enumerable.Range(0, 9).Select(draw => Mutator.Sample(12, draw)));
    }

    [Fact]
    public void MutationAndCrossoverTakeWhatTheyAreSaidTo()
    {
        var (small, large) = (Mutator.Smallest, Mutator.Largest);
        Assert.Equal(small, Mutator.Mutate(small, 0, 1, 1));
        Assert.Equal(small, Mutator.Cross(small, large, 0, 1, 1));
        Assert.Equal(large, Mutator.Cross(small, large, 1, 1, 1));
        var (changed, crossed) = (0, 0);
        for (var draw = 0; draw < 1000; draw++)
        {
            changed += Mutator.Encode(Mutator.Mutate(small, 0.3, 1, draw)).Count(gene => gene != 0);
            crossed += Mutator.Encode(Mutator.Cross(small, large, 0.5, 1, draw)).Count(gene => gene == 2);
        }

        Assert.InRange(changed, 900, 1100); // 5000 genes * 0.3 * 2/3
        Assert.InRange(crossed, 2300, 2700);
    }

    [Fact]
    public void ASubnetOfAnotherSpaceIsRefused()
    {
        Assert.Contains("'p0' is 'z'", Assert.Throws<ArgumentException>(() => Mutator.Encode(Mutator.Smallest.With("p0", "z"))).Message, StringComparison.Ordinal);
        Assert.Contains("'more'", Assert.Throws<ArgumentException>(() => Mutator.Encode(new(Mutator.Smallest.Choices.Append(new("more", "a"))))).Message, StringComparison.Ordinal);
    }

    private sealed class Place(string key, string? group) : Mutable(key, ["a", "b", "c"], group);
}
