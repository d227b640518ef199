using Occam.Core.Training;
using Occam.Models.Mutables;
using Occam.Models.Mutators;
using Occam.Models.Predictors;
using Occam.Models.Searchers;

namespace Occam.Tests.Models.Searchers;

/// <summary>Searches in 4^12 subnets for one whose every choice is right; each right choice counts, and neighbours that are both right count once more.</summary>
public sealed class SubnetSearchTests
{
    private const int Places = 12;
    private const double Optimum = Places + (0.5 * (Places - 1));
    private static readonly OneShotMutator Mutator = new(Enumerable.Range(0, Places).Select(i => new Place($"p{i}")));
    private static readonly SearchOptions Options = new() { Generations = 10, Population = 30, Parents = 8, Mutations = 15, Crossovers = 10 };

    // Mutation and crossover also each alone, so that neither can be broken behind the other: one that changes nothing, or everything, leaves random search.
    [Theory]
    [InlineData(15, 10, 6)]
    [InlineData(25, 0, 4)]
    [InlineData(0, 25, 5)]
    public void EvolutionBeatsRandomSearchAtTheSameBudget(int mutations, int crossovers, double leastGain)
    {
        var (wins, evolved, drawn) = (0, 0.0, 0.0);
        for (var seed = 0; seed < 20; seed++)
        {
            var options = Options with { Seed = seed, Mutations = mutations, Crossovers = crossovers };
            var best = new EvolutionSearch(Mutator, ScoreAll, options).Run().Score;
            var random = new RandomSearch(Mutator, ScoreAll, options).Run().Score;
            wins += best > random ? 1 : 0;
            (evolved, drawn) = (evolved + (best / 20), drawn + (random / 20));
        }

        Assert.True(wins >= 19, $"evolution won {wins} of 20");
        Assert.True(evolved > drawn + leastGain, $"{evolved} against {drawn}");
    }

    [Fact]
    public void NothingIsScoredTwiceAndTheBudgetIsKept()
    {
        var scored = new List<Subnet>();
        var search = new EvolutionSearch(Mutator, Recording(scored), Options);
        var best = search.Run();
        Assert.Equal(Options.Generations * Options.Population, scored.Count);
        Assert.Equal(scored.Count, scored.Distinct().Count());
        Assert.Equal(scored.Max(Score), best.Score);
        Assert.Equal(Score(best.Subnet), best.Score); // not rounded
    }

    [Fact]
    public void SubnetsMeetTheConstraintsAndTheFrontIsTheBestOfThem()
    {
        var cost = new SearchConstraint("cost", subnet => Mutator.Encode(subnet).Sum(), 10, 20);
        var search = new EvolutionSearch(Mutator, ScoreAll, Options, [cost]);
        search.Run();
        Assert.All(search.History, seen => Assert.InRange(Mutator.Encode(seen.Subnet).Sum(), 10, 20));
        var front = search.ParetoFront(0);
        Assert.All(search.History, seen => Assert.Contains(front, better => better.Figures[0] <= seen.Figures[0] && better.Score >= seen.Score));
        Assert.Equal(front.OrderBy(seen => seen.Score), front);
        Assert.Contains("widen", Assert.Throws<SearchException>(() => new EvolutionSearch(Mutator, ScoreAll, Options, [cost with { Minimum = 1000 }]).Run()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void ResumedItEndsAsIfItHadNeverStopped(int stop)
    {
        var whole = new EvolutionSearch(Mutator, ScoreAll, Options);
        whole.Run();
        var broken = new EvolutionSearch(Mutator, ScoreAll, Options);
        for (var i = 0; i < stop; i++)
        {
            broken.Step();
        }

        var state = new StateRecord();
        broken.Save(state);
        var rest = new EvolutionSearch(Mutator, ScoreAll, Options);
        rest.Load(state);
        rest.Run();
        Assert.Equal(whole.History.Select(Line), rest.History.Select(Line));
        Assert.Equal(whole.Best!.Subnet, rest.Best!.Subnet);
    }

    [Fact]
    public void APredictedWinnerIsMeasured()
    {
        var scored = new List<Subnet>();
        var search = new EvolutionSearch(Mutator, Recording(scored), Options with { MeasuredSamples = 60 }, predictor: new Misled());
        var best = search.Run();
        Assert.Equal(60 + Options.Parents, scored.Count);
        Assert.True(best.IsMeasured);
        Assert.Equal(Score(best.Subnet), best.Score);
        Assert.Contains(search.History, seen => !seen.IsMeasured);
    }

    [Fact]
    public void ASmallSpaceIsSearchedWholeAndThenLeftAlone()
    {
        var small = new OneShotMutator([new Place("p0"), new Place("p1")]);
        var search = new EvolutionSearch(small, (subnets, _) => [.. subnets.Select(subnet => small.Encode(subnet).Sum() + 0.25)], Options);
        Assert.Equal(6.25, search.Run().Score);
        Assert.Equal(16, search.History.Count);
    }

    private static Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> Recording(List<Subnet> scored) => (subnets, cancellation) =>
    {
        scored.AddRange(subnets);
        return ScoreAll(subnets, cancellation);
    };

    private static double[] ScoreAll(IReadOnlyList<Subnet> subnets, CancellationToken cancellation) => [.. subnets.Select(Score)];

    // The right choice of place i is i mod 4; a little is added that rounding to two digits would lose.
    private static double Score(Subnet subnet)
    {
        bool[] right = [.. Mutator.Encode(subnet).Select((gene, i) => gene == i % 4)];
        return Math.Min(Optimum, right.Count(hit => hit) + (0.5 * right.Zip(right.Skip(1)).Count(pair => pair.First && pair.Second)) + (1e-6 * Mutator.Encode(subnet)[0]));
    }

    private static string Line(ScoredSubnet seen) => $"{seen.Subnet} {seen.Score:R} {seen.Generation}";

    private sealed class Place(string key) : Mutable(key, ["a", "b", "c", "d"]);

    private sealed class Misled : IPerformancePredictor
    {
        public void Fit(double[][] x, double[] y) => Assert.Equal(x.Length, y.Length);

        public double[] Predict(double[][] x) => [.. x.Select(row => 100 + row[0])];
    }
}
