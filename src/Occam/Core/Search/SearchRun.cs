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
        var data = experiment.Options.Data.Make(new(input));
        if (!data.HasLabels)
        {
            throw new ExperimentException($"The data '{experiment.Options.Data.Name}' of {experiment.Name} has no labels, so subnets cannot be scored.");
        }

        var normalisation = input.Normalisation ?? input.NormalisationFor(data.Train);
        var calibration = new BatchLoader(data.Calibration, normalisation, new() { BatchSize = _settings.CalibrationImages, Layout = input.Layout });
        var images = new BatchLoader(Validation(data.Train), normalisation, new() { BatchSize = experiment.Options.Training.TestBatchSize, Layout = input.Layout });
        var cost = new SubnetCost(space);
        var search = Search(space, cost, calibration, images);
        var asked = string.Create(CultureInfo.InvariantCulture, $"{_settings} on {Path.GetFileName(run.Supernet)}");
        _folder.Begin(search, asked, run.Resume, run.Overwrite);
        search.Run(
            _ =>
            {
                _folder.Save(search, asked);
                progress?.Invoke(StatusOf(search));
            },
            cancellation);
        return Finish(space, cost, search, calibration);
    }

    // The supernet may have seen these images; what is reported is measured on test images after retraining.
    private Dataset Validation(Dataset train)
    {
        var count = Math.Min(_settings.ValidationImages, train.Count);
        return train.Take([.. Enumerable.Range(train.Count - count, count)]);
    }

    private SubnetSearch Search(SearchSpace space, SubnetCost cost, BatchLoader calibration, BatchLoader images)
    {
        Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score = space.IsPathsOnly
            ? new CandidateEvaluator(space, calibration, images).Score
            : new ResolvedEvaluator(space, calibration, images).Score;
        var constraints = new List<SearchConstraint>
        {
            new("macs", subnet => cost.Of(subnet).Macs, _settings.MinimumMacs ?? double.NegativeInfinity, _settings.MaximumMacs ?? double.PositiveInfinity),
            new("parameters", subnet => cost.Of(subnet).Parameters, Maximum: _settings.MaximumParameters ?? double.PositiveInfinity),
        };
        if (_settings.MaximumLatency is { } latency)
        {
            constraints.Add(new("latency_ms", new MeasuredLatency(space).Of, Maximum: latency));
        }

        return _settings.Method == SearchMethod.Random
            ? new RandomSearch(space.Mutator, score, _settings.Budget, constraints, Predictor())
            : new EvolutionSearch(space.Mutator, score, _settings.Budget, constraints, Predictor());
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

    private SearchResult Finish(SearchSpace space, SubnetCost cost, SubnetSearch search, BatchLoader calibration)
    {
        var best = search.Best!;
        var figures = cost.Of(best.Subnet);
        var remark = string.Create(CultureInfo.InvariantCulture, $"Found by occam search in {experiment.Name}: {best.Score * 100:F2} % of the validation images with the supernet's weights, {figures.Macs:N0} MACs, {figures.Parameters:N0} parameters.");
        SubnetFile.Write(_folder.Subnet, best.Subnet, remark);
        using (var scope = NewDisposeScope())
        using (var graph = space.Resolve(best.Subnet))
        {
            BatchNormCalibration.Apply(graph, calibration.Read().First().Images);
            OnnxWriter.Write(graph, _folder.Model);
        }

        WholeFile.WriteText(_folder.Report, SearchPage.Write(experiment.Name, search, figures));
        return new(best.Subnet, best.Score, figures.Macs, figures.Parameters, _folder.Subnet, search.History.Count(seen => seen.IsMeasured));
    }
}
