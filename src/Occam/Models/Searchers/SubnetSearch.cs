using System.Globalization;
using Occam.Core.Training;
using Occam.Models.Mutables;
using Occam.Models.Mutators;
using Occam.Models.Predictors;

namespace Occam.Models.Searchers;

/// <summary>
/// A search, generation by generation: proposes subnets that meet the constraints and were never scored before, has them scored by any metric, and remembers all. What it
/// proposes follows from its seed and what it has seen, so that a search that is resumed ends as one that was never stopped.
/// </summary>
public abstract class SubnetSearch
{
    private const string GenerationEntry = "generation";
    private const string HistoryEntry = "history";

    private readonly Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> _score;
    private readonly IPerformancePredictor? _predictor;
    private readonly List<ScoredSubnet> _history = [];
    private readonly HashSet<Subnet> _seen = [];

    /// <summary>Prepares a search.</summary>
    /// <param name="mutator">The space.</param>
    /// <param name="score">Gives the scores of subnets, higher is better: an accuracy, a detector's precision, anything. Asked once for each subnet.</param>
    /// <param name="options">Length, seed.</param>
    /// <param name="constraints">What subnets may cost; the cheapest to find out first. Default nothing.</param>
    /// <param name="predictor">Scores subnets after the first ones in the place of <paramref name="score"/>; the best are then measured. Default none.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    private protected SubnetSearch(
        OneShotMutator mutator,
        Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score,
        SearchOptions options,
        IEnumerable<SearchConstraint>? constraints,
        IPerformancePredictor? predictor)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (Mutator, Options, _score, _predictor, Constraints) = (mutator, options, score, predictor, [.. constraints ?? []]);
    }

    /// <summary>Everything seen so far, in order.</summary>
    public IReadOnlyList<ScoredSubnet> History => _history;

    /// <summary>The constraints.</summary>
    public IReadOnlyList<SearchConstraint> Constraints { get; }

    /// <summary>Generations done.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether the search is over.</summary>
    public bool IsDone => Generation > Options.Generations || (Generation == Options.Generations && _predictor is null);

    /// <summary>The best subnet that was measured; of equals the first. Null before the first generation.</summary>
    public ScoredSubnet? Best => _history.Where(seen => seen.IsMeasured).OrderByDescending(seen => seen.Score).FirstOrDefault();

    /// <summary>The space.</summary>
    protected OneShotMutator Mutator { get; }

    /// <summary>Length, seed.</summary>
    protected SearchOptions Options { get; }

    /// <summary>The measured subnets that no other one beats in both score and a figure, by rising figure.</summary>
    /// <param name="figure">The constraint whose figure is meant.</param>
    public IReadOnlyList<ScoredSubnet> ParetoFront(int figure) => TradeOff.Front(_history, figure);

    /// <summary>Runs to the end.</summary>
    /// <param name="afterGeneration">Called after each generation, for example to save and to show the best. Default nothing.</param>
    /// <param name="cancellation">Ends the search; what the generation that was begun had found is lost, the others stay.</param>
    /// <returns>The best subnet, measured.</returns>
    /// <exception cref="SearchException">No subnet meets the constraints.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ScoredSubnet Run(Action<SubnetSearch>? afterGeneration = null, CancellationToken cancellation = default)
    {
        while (!IsDone)
        {
            Step(cancellation);
            afterGeneration?.Invoke(this);
        }

        return Best!;
    }

    /// <summary>Runs one generation.</summary>
    /// <param name="cancellation">Ends it; nothing of it is then kept.</param>
    /// <exception cref="SearchException">No subnet meets the constraints.</exception>
    public void Step(CancellationToken cancellation = default)
    {
        if (Generation == Options.Generations)
        {
            MeasureBest(cancellation);
        }
        else
        {
            ScoreGeneration(cancellation);
        }

        Generation++;
    }

    /// <summary>Keeps what was found.</summary>
    public void Save(StateRecord state)
    {
        state.Set(GenerationEntry, Generation);
        state.Set(HistoryEntry, HistoryText.Write(Mutator, _history));
    }

    /// <summary>Goes back to what <see cref="Save"/> kept.</summary>
    public void Load(StateRecord state)
    {
        _history.Clear();
        _seen.Clear();
        Generation = (int)state.Integer(GenerationEntry);
        foreach (var seen in HistoryText.Read(Mutator, state.Text(HistoryEntry) ?? string.Empty))
        {
            Add(seen);
        }
    }

    /// <summary>Proposes a generation: any number of subnets, each taken by <paramref name="take"/> or refused by it.</summary>
    /// <param name="take">Takes a subnet unless it was seen, breaks a constraint, or the generation is full; says whether it was taken.</param>
    private protected abstract void Propose(Func<Subnet, bool> take);

    /// <summary>Draws at random until a generation is full or the space is taken for exhausted.</summary>
    /// <param name="take">As for <see cref="Propose"/>.</param>
    /// <param name="wanted">How many are wanted.</param>
    private protected void Draw(Func<Subnet, bool> take, int wanted) => Repeat(draw => Mutator.Sample(Options.Seed, draw, Generation + 1), take, wanted);

    /// <summary>Makes subnets until enough are taken, or too many were refused.</summary>
    private protected void Repeat(Func<long, Subnet> make, Func<Subnet, bool> take, int wanted)
    {
        for (long draw = 0, taken = 0; taken < wanted && draw < (long)wanted * Options.Attempts; draw++)
        {
            taken += take(make(draw)) ? 1 : 0;
        }
    }

    private void ScoreGeneration(CancellationToken cancellation)
    {
        var proposed = new List<(Subnet Subnet, double[] Figures)>();
        var taken = new HashSet<Subnet>();
        Propose(subnet =>
        {
            if (proposed.Count == Options.Population || _seen.Contains(subnet) || taken.Contains(subnet) || FiguresOf(subnet) is not { } figures)
            {
                return false;
            }

            taken.Add(subnet);
            proposed.Add((subnet, figures));
            return true;
        });
        if (proposed.Count == 0 && _history.Count == 0)
        {
            throw new SearchException($"None of {Options.Population * Options.Attempts:N0} subnets that were drawn meets {string.Join(" and ", Constraints)}: widen the constraints. The largest subnet has {Describe(Mutator.Largest)}, the smallest {Describe(Mutator.Smallest)}.");
        }

        Subnet[] subnets = [.. proposed.Select(pair => pair.Subnet)];
        var predicts = _predictor is not null && _history.Count(seen => seen.IsMeasured) >= Options.MeasuredSamples;
        var scores = subnets.Length == 0 ? [] : predicts ? Predict(subnets) : Measured(subnets, cancellation);
        foreach (var (i, (subnet, figures)) in proposed.Index())
        {
            Add(new(subnet, scores[i], !predicts, figures, Generation));
        }
    }

    private string Describe(Subnet subnet) => string.Join(", ", Constraints.Select(constraint => string.Create(CultureInfo.InvariantCulture, $"{constraint.Name} {constraint.Measure(subnet):G6}")));

    // The first figure that is not allowed ends it, so that what is dear to measure is measured last.
    private double[]? FiguresOf(Subnet subnet)
    {
        var figures = new double[Constraints.Count];
        for (var i = 0; i < figures.Length; i++)
        {
            figures[i] = Constraints[i].Measure(subnet);
            if (!Constraints[i].Allows(figures[i]))
            {
                return null;
            }
        }

        return figures;
    }

    // What was only predicted is no result: the best of all are measured.
    private void MeasureBest(CancellationToken cancellation)
    {
        ScoredSubnet[] best = [.. _history.OrderByDescending(seen => seen.Score).Take(Options.Parents).Where(seen => !seen.IsMeasured)];
        if (best.Length == 0)
        {
            return;
        }

        var scores = Measured([.. best.Select(seen => seen.Subnet)], cancellation);
        foreach (var (i, seen) in best.Index())
        {
            _history[_history.IndexOf(seen)] = seen with { Score = scores[i], IsMeasured = true };
        }
    }

    private IReadOnlyList<double> Measured(IReadOnlyList<Subnet> subnets, CancellationToken cancellation)
    {
        var scores = _score(subnets, cancellation);
        return scores.Count == subnets.Count
            ? scores
            : throw new SearchException($"{subnets.Count} subnets were to be scored, but there are {scores.Count} scores.");
    }

    private double[] Predict(Subnet[] subnets)
    {
        ScoredSubnet[] known = [.. _history.Where(seen => seen.IsMeasured)];
        _predictor!.Fit([.. known.Select(seen => OneHot(seen.Subnet))], [.. known.Select(seen => seen.Score)]);
        return _predictor.Predict([.. subnets.Select(OneHot)]);
    }

    private double[] OneHot(Subnet subnet) =>
        [.. Mutator.Encode(subnet).Zip(Mutator.Groups).SelectMany(pair => Enumerable.Range(0, pair.Second.Choices.Count).Select(choice => choice == pair.First ? 1.0 : 0.0))];

    private void Add(ScoredSubnet seen)
    {
        _history.Add(seen);
        _seen.Add(seen.Subnet);
    }
}
