using Occam.Core.Experiments;
using Occam.Core.Registry;
using Occam.Core.Search;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Onnx;
using Occam.Tests.Datasets;
using SearchApi = Occam.Apis.Search;

namespace Occam.Tests.Core.Search;

public sealed class HeldOutImagesTests : IDisposable
{
    private static readonly SposShuffleNetOptions Tiny = new() { Widths = [16, 24], Blocks = [1, 2], StemChannels = 8, HeadChannels = 16 };

    private readonly RecordedImages _train = new(80);
    private readonly RecordedImages _test = new(20);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Training_reads_none_of_them_and_the_search_scores_on_exactly_them()
    {
        var experiment = Experiment(20);
        var held = Enumerable.Range(0, 80).Where(i => i is < 10 or (>= 40 and < 50)).ToArray(); // the first and the fifth image of each of ten classes

        Train(experiment);

        var trained = _train.Take();
        Assert.Equal(60, trained.Length);
        Assert.Empty(trained.Intersect(held));
        _test.Take();

        Search(experiment);

        Assert.Equal(held, _train.Take().Except(Calibration(held)));
        Assert.Empty(_test.Take());
    }

    [Fact]
    public void A_search_on_images_that_the_supernet_was_trained_on_is_refused()
    {
        Train(Experiment(20));

        Assert.Contains("20 of 80", Assert.Throws<ExperimentException>(() => Search(Experiment(30))).Message, StringComparison.Ordinal);
        Assert.Contains("training.validation", Assert.Throws<ExperimentException>(() => Search(Experiment(0))).Message, StringComparison.Ordinal);

        Train(Experiment(0));

        Assert.Contains("no images held out", Assert.Throws<ExperimentException>(() => Search(Experiment(20))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_supernet_that_does_not_say_what_was_held_out_is_searched_only_where_that_is_vouched_for()
    {
        Train(Experiment(20));
        var file = Occam.Core.Experiments.Experiment.SupernetIn(_folder.File("run"));
        using (var supernet = OnnxReader.Read(file))
        {
            supernet.Info = supernet.Info with { Metadata = [.. supernet.Info.Metadata.Where(entry => entry.Key != "occam.held_out")] };
            OnnxWriter.Write(supernet, file);
        }

        var message = Assert.Throws<ExperimentException>(() => Search(Experiment(20))).Message;

        Assert.Contains("occam.held_out", message, StringComparison.Ordinal);
        Assert.Contains("search.accept_unmarked", message, StringComparison.Ordinal);
        Assert.Equal(3, Search(Experiment(20, acceptUnmarked: true)).Measured);
    }

    public void Dispose() => _folder.Dispose();

    // Evenly spaced: every third of the 60 images that are left.
    private static IEnumerable<int> Calibration(int[] held) => Enumerable.Range(0, 80).Except(held).Where((_, place) => place % 3 == 0);

    private void Train(Experiment experiment) => experiment.Train(new() { Output = _folder.File("run"), Threads = 1, Overwrite = true }, cancellation: TestContext.Current.CancellationToken);

    private SearchResult Search(Experiment experiment) => SearchApi.Run(
        experiment,
        new() { Supernet = Occam.Core.Experiments.Experiment.SupernetIn(_folder.File("run")), Output = _folder.File("search"), Overwrite = true },
        cancellation: TestContext.Current.CancellationToken);

    private Experiment Experiment(double validation, bool acceptUnmarked = false)
    {
        var spos = new SposOptions { CalibrationImages = 20 };
        return new(new()
        {
            Model = new Choice<ArchitectureContext, Graph>("spos_shufflenet", Tiny, context => Tiny.Build(context.Seed)),
            Data = new Choice<DatasetContext, DataSplits>("recorded", Tiny, _ => new(_train, _train.Take([.. Enumerable.Range(0, 20)]), _test, "recorded")),
            Algorithm = new Choice<TrainingContext, Algorithm>("spos", spos, spos.Create),
            Training = new() { Epochs = 1, BatchSize = 20, Validation = validation },
            Search = new() { AcceptUnmarked = acceptUnmarked, CalibrationImages = 20, Budget = new() { Generations = 1, Population = 3, Parents = 2, Mutations = 1, Crossovers = 1 } },
        });
    }
}
