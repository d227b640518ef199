using System.Globalization;
using Occam.Core.Training;
using Occam.Models.Mutables;
using Occam.Models.Mutators;

namespace Occam.Models.Searchers;

/// <summary>
/// Greedy slimming (Yu and Huang 2019, "AutoSlim", section 3.2): from the largest subnet on, the one choice is made a step smaller that leaves the best score, until the cost is below each of
/// several targets in turn. One run gives a subnet for each target.
/// </summary>
/// <remarks>A step that lowers the cost not at all is no candidate. State is all that was scored and the targets met, so that a run that was stopped goes on to the same result.</remarks>
public sealed class GreedySlimming
{
    private readonly OneShotMutator _mutator;
    private readonly Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> _score;
    private readonly Func<Subnet, double> _cost;
    private readonly double[] _targets;
    private readonly List<(double Target, ScoredSubnet Subnet)> _found = [];
    private readonly List<ScoredSubnet> _history = [];

    /// <summary>Starts at the largest subnet.</summary>
    /// <param name="mutator">The space; choices ascend in size.</param>
    /// <param name="score">Gives the scores of subnets, higher is better.</param>
    /// <param name="cost">Gives a subnet's cost, for example <see cref="Architectures.SearchSpaces.SubnetCost"/>'s multiply-accumulates.</param>
    /// <param name="targets">The costs to come down to.</param>
    public GreedySlimming(OneShotMutator mutator, Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score, Func<Subnet, double> cost, IEnumerable<double> targets)
    {
        (_mutator, _score, _cost) = (mutator, score, cost);
        _targets = [.. targets.OrderDescending()];
        Current = mutator.Largest;
    }

    /// <summary>The subnet reached.</summary>
    public Subnet Current { get; private set; }

    /// <summary>Its score; not a number before the first step.</summary>
    public double Score { get; private set; } = double.NaN;

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Every candidate that was scored, in order; its only figure is the cost, its generation the step, from 0.</summary>
    public IReadOnlyList<ScoredSubnet> History => _history;

    /// <summary>The candidate that each step went to, from the first step on.</summary>
    public IReadOnlyList<ScoredSubnet> Path => [.. _history.GroupBy(seen => seen.Generation).Select(step => step.MaxBy(seen => seen.Score)!)];

    /// <summary>The first subnet below each target that was met.</summary>
    public IReadOnlyList<(double Target, ScoredSubnet Subnet)> Found => _found;

    /// <summary>Whether all targets are met.</summary>
    public bool IsDone => _found.Count == _targets.Length;

    /// <summary>Runs until all targets are met.</summary>
    /// <param name="afterStep">Called after each step, for example to save. Default nothing.</param>
    /// <param name="cancellation">Ends it; the steps taken stay.</param>
    /// <returns>A subnet for each target, from the highest target down.</returns>
    /// <exception cref="SearchException">The smallest subnet is above a target.</exception>
    public IReadOnlyList<(double Target, ScoredSubnet Subnet)> Run(Action<GreedySlimming>? afterStep = null, CancellationToken cancellation = default)
    {
        Record();
        while (!IsDone)
        {
            Step(cancellation);
            afterStep?.Invoke(this);
        }

        return _found;
    }

    /// <summary>Makes one choice a step smaller.</summary>
    /// <param name="cancellation">Ends it; nothing of it is then kept.</param>
    /// <exception cref="SearchException">The smallest subnet is above a target.</exception>
    public void Step(CancellationToken cancellation = default)
    {
        var (genes, cost) = (_mutator.Encode(Current), _cost(Current));
        Subnet[] candidates = [.. genes.Index().Where(gene => gene.Item > 0).Select(gene => _mutator.Decode([.. genes.Select((old, i) => i == gene.Index ? old - 1 : old)])).Where(subnet => _cost(subnet) < cost)];
        if (candidates.Length == 0)
        {
            throw new SearchException(string.Create(CultureInfo.InvariantCulture, $"No choice can be made smaller at a cost of {cost:G6}, but {_targets[_found.Count]:G6} is wanted: raise the target, or give the space smaller widths."));
        }

        var scores = _score(candidates, cancellation);
        var best = Enumerable.Range(0, candidates.Length).MaxBy(i => scores[i]);
        _history.AddRange(candidates.Select((subnet, i) => new ScoredSubnet(subnet, scores[i], true, [_cost(subnet)], Steps)));
        (Current, Score) = (candidates[best], scores[best]);
        Steps++;
        Record();
    }

    /// <summary>Keeps what was reached.</summary>
    public void Save(StateRecord state)
    {
        state.Set("history", HistoryText.Write(_mutator, _history));
        state.Set("current", Line(Current, Score, Steps));
        state.Set("found", string.Join('\n', _found.Select(found => Line(found.Subnet.Subnet, found.Subnet.Score, found.Subnet.Generation))));
    }

    /// <summary>Goes back to what <see cref="Save"/> kept.</summary>
    public void Load(StateRecord state)
    {
        _found.Clear();
        _history.Clear();
        _history.AddRange(HistoryText.Read(_mutator, state.Text("history") ?? string.Empty));
        (Current, Score, Steps) = Read(state.Text("current")!);
        foreach (var (i, line) in state.Text("found")!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            var (subnet, score, steps) = Read(line);
            _found.Add((_targets[i], new(subnet, score, true, [_cost(subnet)], steps)));
        }
    }

    private void Record()
    {
        var cost = _cost(Current);
        while (!IsDone && cost <= _targets[_found.Count])
        {
            _found.Add((_targets[_found.Count], new(Current, Score, Steps > 0, [cost], Steps)));
        }
    }

    private string Line(Subnet subnet, double score, int steps) => string.Create(CultureInfo.InvariantCulture, $"{steps} {score:R} {string.Join(' ', _mutator.Encode(subnet))}");

    private (Subnet Subnet, double Score, int Steps) Read(string line)
    {
        var parts = line.Split(' ');
        return (_mutator.Decode([.. parts.Skip(2).Select(part => int.Parse(part, CultureInfo.InvariantCulture))]), double.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[0], CultureInfo.InvariantCulture));
    }
}
