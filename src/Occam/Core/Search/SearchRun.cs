using System.Globalization;
using Occam.Core.Experiments;
using Occam.Core.Reports.Html;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Models.Predictors;
using Occam.Models.Searchers;
using Occam.Onnx;
using static TorchSharp.torch;

namespace Occam.Core.Search;

/// <summary>Searches the supernet of an experiment and leaves the best subnet in a folder.</summary>
internal sealed class SearchRun(Experiment experiment, SearchRunOptions run, Action<SearchStatus>? progress)
{
    private readonly SearchSettings _settings = experiment.Options.Search ?? new();
    private readonly SearchFolder _folder = new(run.Output);

    /// <summary>Searches to the end.</summary>
    public SearchResult Execute(CancellationToken cancellation)
    {
        if (!File.Exists(run.Supernet))
        {
            throw new ExperimentException($"There is no supernet '{run.Supernet}': train it first with the same config (occam train leaves supernet.onnx in its folder), or name the file with --supernet.");
        }

        using var graph = OnnxReader.Read(run.Supernet, experiment.Registry.Operators);
        var space = SearchSpace.Of(graph);
        var input = InputSpec.Read(graph);
        var data = experiment.Options.OpenData(input);
        if (!data.HasLabels)
        {
            throw new ExperimentException($"The data '{experiment.Options.Data.Name}' of {experiment.Name} has no labels, so subnets cannot be scored.");
        }

        var normalisation = input.Normalisation ?? input.NormalisationFor(data.Train);
        var calibration = new BatchLoader(data.Calibration, normalisation, new() { BatchSize = _settings.CalibrationImages, Layout = input.Layout });
        var images = new BatchLoader(HeldOutImages.Of(graph, data, experiment.Name, _settings.AcceptUnmarked), normalisation, new() { BatchSize = experiment.Options.Training.TestBatchSize, Layout = input.Layout });
        Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score = space.IsPathsOnly
            ? new CandidateEvaluator(space, calibration, images).Score
            : new ResolvedEvaluator(space, calibration, images).Score;
        var cost = new SubnetCost(space);
        var outcome = _settings.Method == SearchMethod.Greedy ? Slim(space, cost, score, cancellation) : Search(space, cost, score, cancellation);
        WholeFile.WriteText(_folder.Report, SearchPage.Write(experiment.Name, outcome.Story, cost.Of(outcome.Best.Subnet)));
        return Finish(space, cost, outcome, calibration);
    }

    private string Asked => string.Create(
        CultureInfo.InvariantCulture,
        $"{_settings with { Targets = [] }} targets {string.Join(' ', _settings.Targets)} on {Path.GetFileName(run.Supernet)}");

    private SearchOutcome Search(SearchSpace space, SubnetCost cost, Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score, CancellationToken cancellation)
    {
        var latency = _settings.MaximumLatency is { } limit ? new LatencyLimit(space, limit, _settings, cancellation) : null;
        var constraints = Constraints(cost, latency);
        SubnetSearch search = _settings.Method == SearchMethod.Random
            ? new RandomSearch(space.Mutator, score, _settings.Budget, constraints, Predictor())
            : new EvolutionSearch(space.Mutator, score, _settings.Budget, constraints, Predictor());
        _folder.Begin(
            state =>
            {
                search.Load(state);
                latency?.Load(state);
            },
            Asked,
            run);
        try
        {
            search.Run(_ => AfterGeneration(search, latency), cancellation);
        }
        finally
        {
            latency?.Keep();
        }

        var best = latency?.Winner(search) ?? search.Best!;
        return new(best, search.History.Count(seen => seen.IsMeasured), SearchStory.Of(search, best) with { Latencies = latency?.Checked ?? [] });
    }

    private void AfterGeneration(SubnetSearch search, LatencyLimit? latency)
    {
        latency?.Keep();
        _folder.Save(
            state =>
            {
                search.Save(state);
                latency?.Save(state);
            },
            Asked);
        _folder.WriteTable(search.History, search.Constraints.Select(constraint => constraint.Name));
        progress?.Invoke(StatusOf(search));
    }

    // The largest of the targets comes first; the smallest subnet is the one that is cut out at the end.
    private SearchOutcome Slim(SearchSpace space, SubnetCost cost, Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score, CancellationToken cancellation)
    {
        var slimming = new GreedySlimming(space.Mutator, score, subnet => cost.Of(subnet).Macs, _settings.Targets);
        _folder.Begin(slimming.Load, Asked, run);
        slimming.Run(
            _ =>
            {
                _folder.Save(slimming.Save, Asked);
                _folder.WriteTable(slimming.History, ["macs"]);
                progress?.Invoke(new(slimming.Found.Count, _settings.Targets.Count, slimming.History.Count, slimming.Path[^1], TradeOff.Front(slimming.History, 0)) { Unit = "target" });
            },
            cancellation);
        foreach (var (target, found) in slimming.Found)
        {
            SubnetFile.Write(_folder.SubnetOf(target), found.Subnet, string.Create(CultureInfo.InvariantCulture, $"Slimmed greedily to {target:N0} MACs in {experiment.Name}: {found.Figures[0]:N0} MACs."));
        }

        return new(slimming.Found[^1].Subnet, slimming.History.Count, SearchStory.Of(slimming));
    }

    // The latency is the dearest to find out, so it comes last.
    private List<SearchConstraint> Constraints(SubnetCost cost, LatencyLimit? latency)
    {
        var constraints = new List<SearchConstraint>
        {
            new("macs", subnet => cost.Of(subnet).Macs, _settings.MinimumMacs ?? double.NegativeInfinity, _settings.MaximumMacs ?? double.PositiveInfinity),
            new("parameters", subnet => cost.Of(subnet).Parameters, Maximum: _settings.MaximumParameters ?? double.PositiveInfinity),
        };
        if (latency is not null)
        {
            constraints.Add(latency.Constraint);
        }

        return constraints;
    }

    private IPerformancePredictor? Predictor() => _settings.Predictor switch
    {
        PredictorKind.RandomForest => new RandomForestPredictor(),
        PredictorKind.GaussianProcess => new GaussianProcessPredictor(),
        PredictorKind.Mlp => new MlpPredictor(),
        PredictorKind.RadialBasis => new RadialBasisPredictor(),
        _ => null,
    };

    private SearchStatus StatusOf(SubnetSearch search) =>
        new(Math.Min(search.Generation, _settings.Budget.Generations), _settings.Budget.Generations, search.History.Count(seen => seen.IsMeasured), search.Best!, search.ParetoFront(0));

    private SearchResult Finish(SearchSpace space, SubnetCost cost, SearchOutcome outcome, BatchLoader calibration)
    {
        var (best, figures, latency) = (outcome.Best, cost.Of(outcome.Best.Subnet), outcome.Story.Latencies is [.., var last] ? last : null);
        var measured = latency is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {latency.Measured:G4} ms");
        var remark = string.Create(CultureInfo.InvariantCulture, $"Found by occam search in {experiment.Name}: {best.Score * 100:F2} % of the validation images with the supernet's weights, {figures.Macs:N0} MACs, {figures.Parameters:N0} parameters{measured}.");
        SubnetFile.Write(_folder.Subnet, best.Subnet, remark);
        using var scope = NewDisposeScope();
        using var graph = space.Resolve(best.Subnet);
        BatchNormCalibration.Apply(graph, calibration.Read().First().Images);
        OnnxWriter.Write(graph, _folder.Model);
        return new(best.Subnet, best.Score, figures.Macs, figures.Parameters, _folder.Subnet, outcome.Measured) { Latency = latency };
    }
}
