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

    private static void Cancel(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private Experiment Load(string config, string[] overrides) => Experiment.Load(Path.Combine(SharedFiles.InRepository("configs"), "nas", config), [$"variables.data={images.Folder}", .. overrides]);
}
