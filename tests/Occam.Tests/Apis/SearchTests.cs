using Occam.Apis;
using Occam.Core.Experiments;
using Occam.Core.Search;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Occam.Testing;
using Occam.Tests.Configs;

namespace Occam.Tests.Apis;

public sealed class SearchTests(TinyImages images) : IClassFixture<TinyImages>
{
    private static readonly string[] Small =
    [
        "model.widths=[16, 24]", "model.blocks=[1, 2]", "model.stem_channels=8", "model.head_channels=16", "training.steps=3", "training.batch_size=8",
        "training.test_batch_size=10", "search.maximum_macs=1000000", "search.calibration_images=8", "training.validation=10",
        "search.budget={generations: 3, population: 4, parents: 2, mutations: 2, crossovers: 1}",
    ];

    [Fact]
    public void FromSupernetToRetrainedSubnet()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Path.Combine(images.Folder, "nas");
        var supernet = Load("spos-supernet.yaml", Small);
        supernet.Train(new() { Output = Path.Combine(folder, "supernet"), Threads = 1 }, cancellation: cancellation);
        var run = new SearchRunOptions { Supernet = Experiment.SupernetIn(Path.Combine(folder, "supernet")), Output = Path.Combine(folder, "search") };
        var result = Search.Run(supernet, run, cancellation: cancellation);

        Assert.Equal(12, result.Measured);
        Assert.InRange(result.Macs, 1, 1_000_000);
        Assert.Contains("<polyline", File.ReadAllText(Path.Combine(folder, "search", "search.html")), StringComparison.Ordinal);
        using (var graph = OnnxReader.Read(run.Supernet))
        {
            Assert.Equal(result.Subnet, SubnetFile.Read(result.File, SearchSpace.Of(graph).Mutator.Groups));
        }

        using (var session = new OnnxSession(Path.Combine(folder, "search", "subnet.onnx")))
        {
            Assert.Single(session.Outputs);
        }

        var stopped = run with { Output = Path.Combine(folder, "stopped") };
        using (var stop = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(() => Search.Run(supernet, stopped, status => Cancel(stop, status.Generation == 1), stop.Token));
        }

        Assert.Throws<ExperimentException>(() => Search.Run(supernet, stopped, cancellation: cancellation));
        var resumed = Search.Run(supernet, stopped with { Resume = true }, cancellation: cancellation);
        Assert.Equal((result.Subnet, result.Score), (resumed.Subnet, resumed.Score));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "search", "search.csv")), File.ReadAllText(Path.Combine(folder, "stopped", "search.csv")));

        var retrained = Load("spos-subnet.yaml", ["training.steps=2", "training.batch_size=8", "training.test_batch_size=10", $"model.file={result.File}", $"model.space={{type: onnx, file: {run.Supernet}}}"])
            .Train(new() { Output = Path.Combine(folder, "subnet"), Threads = 1 }, cancellation: cancellation);
        Assert.Equal((result.Macs, result.Parameters), (retrained.Macs, retrained.Parameters));
    }

    [Fact]
    public void A_limit_on_latency_goes_by_the_table_and_the_winner_is_measured()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Path.Combine(images.Folder, "latency");
        var experiment = Load("spos-supernet.yaml", [.. Small, "search.maximum_latency=1000", $"search.latency_table={folder}/table.json"]);
        experiment.Train(new() { Output = folder, Threads = 1 }, cancellation: cancellation);

        var result = Search.Run(experiment, new() { Supernet = Experiment.SupernetIn(folder), Output = Path.Combine(folder, "search") }, cancellation: cancellation);

        var latency = result.Latency!;
        Assert.Equal(result.Subnet, latency.Subnet.Subnet);
        Assert.True(latency is { Predicted: > 0, Measured: > 0, IsMet: true, Limit: 1000 }, $"{latency}");
        Assert.True(File.Exists(Path.Combine(folder, "table.json")));
        Assert.StartsWith("generation,score,measured,macs,parameters,latency_ms,subnet", File.ReadAllText(Path.Combine(folder, "search", "search.csv")), StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(folder, "search", "search.html"));
        Assert.Contains("Predicted by the table of kernels", page, StringComparison.Ordinal);
        Assert.Contains("met", page, StringComparison.Ordinal);

        var measured = Load("spos-supernet.yaml", [.. Small, "search.maximum_latency=1000", "search.latency=measured", "search.budget={generations: 1, population: 2, parents: 1, mutations: 1, crossovers: 1}"]);
        Assert.Null(Search.Run(measured, new() { Supernet = Experiment.SupernetIn(folder), Output = Path.Combine(folder, "measured") }, cancellation: cancellation).Latency!.Predicted);
    }

    [Fact]
    public void A_resumed_slimming_goes_on_counting_and_leaves_a_page()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Path.Combine(images.Folder, "slim");
        var experiment = Load("onnx-units.yaml", ["training.steps=1", "training.batch_size=8", "training.test_batch_size=10", "training.validation=10", "search={_delete_: true, method: greedy, targets: [11.0e6, 10.0e6], calibration_images: 8}"]);
        experiment.Train(new() { Output = folder, Threads = 1 }, cancellation: cancellation);
        var run = new SearchRunOptions { Supernet = Experiment.SupernetIn(folder), Output = Path.Combine(folder, "search") };
        var whole = Search.Run(experiment, run, cancellation: cancellation);

        var stopped = run with { Output = Path.Combine(folder, "stopped") };
        var before = 0;
        using (var stop = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(() => Search.Run(experiment, stopped, status => Cancel(stop, (before = status.Measured) > 0), stop.Token));
        }

        var counts = new List<int>();
        var resumed = Search.Run(experiment, stopped with { Resume = true }, status => counts.Add(status.Measured), cancellation);

        Assert.True(counts[0] > before && before > 0, $"{before}, then {counts[0]}");
        Assert.Equal((whole.Subnet, whole.Measured), (resumed.Subnet, resumed.Measured));
        foreach (var file in new[] { "search.csv", "search.html" })
        {
            Assert.Equal(File.ReadAllText(Path.Combine(folder, "search", file)), File.ReadAllText(Path.Combine(folder, "stopped", file)));
        }

        Assert.Equal(2, File.ReadAllText(Path.Combine(folder, "search", "search.html")).Split("<polyline").Length - 1);
    }

    private static void Cancel(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private Experiment Load(string config, string[] overrides) => Experiment.Load(Path.Combine(SharedFiles.InRepository("configs"), "nas", config), [$"variables.data={images.Folder}", .. overrides]);
}
