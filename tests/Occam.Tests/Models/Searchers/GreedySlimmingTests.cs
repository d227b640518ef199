using Occam.Core.Training;
using Occam.Models.Mutables;
using Occam.Models.Mutators;
using Occam.Models.Searchers;

namespace Occam.Tests.Models.Searchers;

/// <summary>Slims three places of four widths; a place's worth is its weight times its width, its cost the width.</summary>
public sealed class GreedySlimmingTests
{
    private static readonly OneShotMutator Mutator = new([new Place("a"), new Place("b"), new Place("c")]);
    private static readonly double[] Worth = [3, 1, 2];

    [Fact]
    public void TheLeastWorthGoesFirstAndEveryTargetGetsItsSubnet()
    {
        var found = Make([4, 8]).Run();
        Assert.Equal([8.0, 4.0], found.Select(pair => pair.Target));
        Assert.Equal([3, 2, 3], Widths(found[0].Subnet.Subnet)); // 9 less one of the cheapest, then it is 8
        Assert.Equal([3, 0, 1], Widths(found[1].Subnet.Subnet));
        Assert.Equal(3 * 3 + 2 * 1, found[1].Subnet.Score);
    }

    [Fact]
    public void ResumedItEndsTheSame()
    {
        var whole = Make([6, 2]);
        whole.Run();
        var broken = Make([6, 2]);
        broken.Step();
        broken.Step();
        var state = new StateRecord();
        broken.Save(state);
        var rest = Make([6, 2]);
        rest.Load(state);
        Assert.Equal(6, rest.History.Count); // three candidates a step
        Assert.Equal(whole.Found.Select(pair => (pair.Target, pair.Subnet.Subnet, pair.Subnet.Score)), rest.Run().Select(pair => (pair.Target, pair.Subnet.Subnet, pair.Subnet.Score)));
        Assert.Equal(whole.Steps, rest.Steps);
        Assert.Equal(whole.History.Select(Line), rest.History.Select(Line));
        Assert.Equal(whole.Path.Select(Line), rest.Path.Select(Line));
    }

    [Fact]
    public void ATargetBelowTheSmallestIsRefused() =>
        Assert.Contains("raise the target", Assert.Throws<SearchException>(() => Make([-1]).Run()).Message, StringComparison.Ordinal);

    [Fact]
    public void TheHistoryHasEveryCandidateAndThePathTheBestOfEachStep()
    {
        var slimming = Make([6]);
        slimming.Run();
        Assert.Equal([3, 3, 3], slimming.History.CountBy(seen => seen.Generation).Select(step => step.Value));
        Assert.Equal([[3, 2, 3], [3, 1, 3], [3, 0, 3]], slimming.Path.Select(seen => Widths(seen.Subnet)));
        Assert.Equal([17.0, 16, 15], slimming.Path.Select(seen => seen.Score)); // 18 at full width, 1 less for each of b's
        Assert.All(slimming.History, seen => Assert.Equal(Widths(seen.Subnet).Sum(), seen.Figures[0]));
    }

    private static GreedySlimming Make(double[] targets) => new(Mutator, (subnets, _) => [.. subnets.Select(subnet => Widths(subnet).Zip(Worth).Sum(pair => pair.First * pair.Second))], subnet => Widths(subnet).Sum(), targets);

    private static string Line(ScoredSubnet seen) => $"{seen.Subnet} {seen.Score:R} {seen.Figures[0]:R} {seen.Generation}";

    private static int[] Widths(Subnet subnet) => Mutator.Encode(subnet);

    private sealed class Place(string key) : Mutable(key, ["0", "1", "2", "3"]);
}
