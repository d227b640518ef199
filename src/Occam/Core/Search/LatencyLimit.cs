using System.Globalization;
using Occam.Core.Training;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Models.Searchers;

namespace Occam.Core.Search;

/// <summary>
/// A limit on the latency of subnets: held against predictions while the search goes on, and against the whole networks at its end. The best subnet wins whose measured latency meets
/// it; subnets that cannot, going by how far measurements were from predictions so far, are passed over.
/// </summary>
internal sealed class LatencyLimit
{
    private const string Name = "latency_ms";
    private readonly double _limit;
    private readonly Func<Subnet, double> _measure;
    private readonly PredictedLatency? _predicted;
    private readonly List<CheckedLatency> _checked = [];

    /// <summary>Makes the limit of a search.</summary>
    /// <param name="space">The space.</param>
    /// <param name="limit">Milliseconds.</param>
    /// <param name="settings">What it is held against, and the table's file.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public LatencyLimit(SearchSpace space, double limit, SearchSettings settings, CancellationToken cancellation)
        : this(limit, new MeasuredLatency(space, MeasuredLatency.Thorough, cancellation).Of)
    {
        _predicted = settings.Latency == LatencySource.Table ? new(space, settings.LatencyTable, cancellation) : null;
        Constraint = new(Name, _predicted is null ? new MeasuredLatency(space, MeasuredLatency.Short, cancellation).Of : _predicted.Of, Maximum: limit);
    }

    /// <summary>Makes a limit that is held against measured latencies alone.</summary>
    /// <param name="limit">Milliseconds.</param>
    /// <param name="measure">Measures a whole subnet.</param>
    internal LatencyLimit(double limit, Func<Subnet, double> measure)
    {
        (_limit, _measure) = (limit, measure);
        Constraint = new(Name, measure, Maximum: limit);
    }

    /// <summary>What the search holds candidates against.</summary>
    public SearchConstraint Constraint { get; }

    /// <summary>The subnets that were measured to find the winner, which is the last.</summary>
    public IReadOnlyList<CheckedLatency> Checked => _checked;

    /// <summary>Keeps the calibration.</summary>
    public void Save(StateRecord state) => _predicted?.Save(state);

    /// <summary>Keeps the kernels that were measured.</summary>
    public void Keep() => _predicted?.Keep();

    /// <summary>Goes back to the calibration.</summary>
    public void Load(StateRecord state) => _predicted?.Load(state);

    /// <summary>The best subnet that really meets the limit.</summary>
    /// <param name="search">The search, at its end.</param>
    /// <exception cref="SearchException">There is none.</exception>
    public ScoredSubnet Winner(SubnetSearch search)
    {
        var figure = search.Constraints.ToList().IndexOf(Constraint);
        return Winner(search.History.Where(seen => seen.IsMeasured).OrderByDescending(seen => seen.Score), _predicted is null ? null : seen => seen.Figures[figure]);
    }

    /// <summary>The first subnet of several that really meets the limit.</summary>
    /// <param name="ranked">The subnets, the best first.</param>
    /// <param name="predicted">What was predicted; null where nothing was.</param>
    internal ScoredSubnet Winner(IEnumerable<ScoredSubnet> ranked, Func<ScoredSubnet, double>? predicted)
    {
        _checked.Clear();
        var ratio = 0.0;
        foreach (var seen in ranked)
        {
            var prediction = predicted?.Invoke(seen);
            if (prediction * ratio > _limit)
            {
                continue;
            }

            var check = new CheckedLatency(seen, prediction, _measure(seen.Subnet), _limit);
            _checked.Add(check);
            if (check.IsMet)
            {
                return seen;
            }

            ratio = prediction is { } milliseconds ? Least(ratio, check.Measured / milliseconds) : 0;
        }

        var nearest = _checked.MinBy(check => check.Measured)!;
        var advice = nearest.Predicted is { } foreseen
            ? string.Create(CultureInfo.InvariantCulture, $", where {foreseen:G4} were predicted. Set search.maximum_latency lower by that ratio, or search.latency to measured")
            : ". Set search.maximum_latency higher";
        throw new SearchException(string.Create(
            CultureInfo.InvariantCulture,
            $"No subnet that was found has a measured latency of at most {_limit:G4} ms: of {_checked.Count} measured, the fastest takes {nearest.Measured:G4} ms{advice}; a busy machine disturbs measuring, too."));
    }

    private static double Least(double ratio, double found) => ratio == 0 ? found : Math.Min(ratio, found);
}
