using Occam.Core.Search;
using Occam.Core.Training;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx.Latency;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Search;

public sealed class PredictedLatencyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_subnet_is_the_sum_of_the_kernels_of_the_network_that_is_cut_out_and_a_resumed_search_goes_by_the_same_figures()
    {
        using var graph = new SposShuffleNetOptions { Size = 8, Widths = [16, 24], Blocks = [1, 1], StemChannels = 8, HeadChannels = 16, Classes = 4 }.Build(5);
        var space = SearchSpace.Of(graph);
        Subnet[] subnets = [space.Mutator.Largest, space.Mutator.Smallest, space.Mutator.Sample(1, 0)];
        var (file, cancellation) = (_folder.File("table.json"), TestContext.Current.CancellationToken);
        var latency = new PredictedLatency(space, file, cancellation);

        double[] predicted = [.. subnets.Select(latency.Of)];
        latency.Keep();
        var state = new StateRecord();
        latency.Save(state);

        var table = LatencyTable.Read(file, LatencyMachine.This(1));
        var calibration = state.Text("latency.calibration")!.Split(' ').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var sums = new TableLatency(table, new(calibration[0], calibration[1], calibration[2]));
        Assert.Equal(predicted, subnets.Select(subnet =>
        {
            using var resolved = space.Resolve(subnet);
            return sums.Milliseconds(resolved, cancellation);
        }));
        Assert.Equal(0, table.Added);

        var resumed = new PredictedLatency(space, file, cancellation);
        resumed.Load(state);
        Assert.Equal(predicted, subnets.Select(resumed.Of));
        Assert.All(predicted, milliseconds => Assert.True(milliseconds > 0));
        Assert.NotEqual(predicted[0], predicted[1]);
    }
}
