using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Onnx.Latency;
using Occam.Onnx.Runtime;

namespace Occam.Onnx.Tests.Latency;

public sealed class TableLatencyTests
{
    private static readonly LatencyOptions Short = new() { WarmUp = TimeSpan.Zero, MinimumDuration = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public void Networks_are_sums_of_kernels_and_what_they_share_is_measured_once()
    {
        using Graph deep = Network(4), shallow = Network(2);
        var table = new LatencyTable(LatencyMachine.This(1));
        var latency = new TableLatency(deep, table, Short, TestContext.Current.CancellationToken);
        var count = table.Count;

        var (four, two) = (latency.Milliseconds(deep), latency.Milliseconds(shallow));

        Assert.Equal(count, table.Count);
        using var middle = Network(3);
        Assert.Equal((four + two) / 2, latency.Milliseconds(middle), 1e-9); // each block is one more of the same kernels
        Assert.True(two > 0 && four > two, $"{two} and {four} ms");
    }

    [Fact]
    public void A_calibration_that_is_known_gives_the_same_figures()
    {
        using var graph = Network(2);
        var table = new LatencyTable(LatencyMachine.This(1));
        var latency = new TableLatency(graph, table, Short, TestContext.Current.CancellationToken);

        Assert.Equal(latency.Milliseconds(graph), new TableLatency(table, latency.Calibration).Milliseconds(graph));
        Assert.Equal(
            2 * latency.Milliseconds(graph),
            new TableLatency(table, new(2 * latency.Calibration.Factor, 2 * latency.Calibration.Reordering, 2 * latency.Calibration.Run)).Milliseconds(graph),
            1e-9);
    }

    private static Graph Network(int blocks)
    {
        using var builder = new GraphBuilder("blocks");
        var x = builder.Relu(builder.BatchNorm(builder.Conv(builder.Input("image", 3, 16, 16), "stem", 32, 3), "stem.norm"), "stem.relu");
        for (var i = 0; i < blocks; i++)
        {
            x = builder.Relu(builder.Conv(builder.Conv(x, $"wide{i}", 32, 3, groups: 32, bias: true), $"mix{i}", 32, 1, bias: true), $"relu{i}");
        }

        return builder.Build(("y", builder.GlobalAveragePool(x, "pool")));
    }
}
