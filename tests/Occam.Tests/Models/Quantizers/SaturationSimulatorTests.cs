using Occam.Graphs;
using Occam.Models.Quantizers;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class SaturationSimulatorTests(ITestOutputHelper output)
{
    private const int Channels = 6;
    private const int Outputs = 4;
    private const int Side = 8;
    private static readonly long[] Shape = [4, Channels, Side, Side]; // 256 positions: all of them are simulated

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Saturated_outputs_are_those_that_plain_loops_find(int kernel, int groups)
    {
        using var scope = NewDisposeScope();
        using var graph = Positive(kernel, groups);
        using var generator = new Generator(1);
        var input = rand(Shape, generator: generator);

        using var free = new StaticQuantizer(new() { LimitPairs = false }).Quantize(graph, [[input]]);
        using var limited = new StaticQuantizer().Quantize(graph, [[input]]);
        using var reduced = new StaticQuantizer(new() { LimitPairs = false, ReduceRange = true }).Quantize(graph, [[input]]);

        var layer = Assert.Single(free.Saturation);
        output.WriteLine($"{layer.Saturated} of {layer.Outputs} outputs, {layer.Share:P1}");
        Assert.Equal(4 * Outputs * Side * Side, layer.Outputs);
        Assert.Equal(Count(free.Graph.FindNode("conv")!, input, kernel, groups), layer.Saturated);
        Assert.InRange(layer.Share, 0.01, 0.99);
        Assert.Equal(0, Assert.Single(limited.Saturation).Channels);
        Assert.Equal(0, Assert.Single(reduced.Saturation).Channels);
    }

    [Theory]
    [InlineData(WeightRounding.Nearest)]
    [InlineData(WeightRounding.AdaRound)]
    public void Limited_pairs_stay_safe_through_rounding_up_or_down(WeightRounding rounding)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer(new() { Rounding = rounding, AdaRound = new() { Steps = 20 } }).Quantize(graph, SmallNetworks.Batches([8, 3, 8, 8]));

        Assert.Equal(5, quantized.Saturation.Count);
        Assert.All(quantized.Saturation, layer => Assert.Equal(0, layer.Channels));
    }

    private static Graph Positive(int kernel, int groups)
    {
        using var scope = NewDisposeScope();
        var graph = new Graph("positive");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", Channels, Side, Side]));
        graph.AddOutput(SmallNetworks.Conv(graph, x, Channels, Outputs, "conv", kernel, groups));
        graph.Find("conv.w")!.Constant!.Tensor.abs_();
        return graph;
    }

    // The activations' and the weight's integers, multiplied in the kernel's order by loops.
    private static long Count(Node node, Tensor input, int kernel, int groups)
    {
        var (scale, zeroPoint) = (node.Input(0).Producer!.Input(1).Constant!.Tensor.item<float>(), node.Input(0).Producer!.Input(2).Constant!.Tensor.item<byte>());
        var (weights, numbers) = (node.Input(1).Producer!.Input(0).Constant!.Tensor.data<sbyte>().ToArray(), input.data<float>().ToArray());
        var (perGroup, count) = (Channels / groups, 0L);
        for (var n = 0; n < 4; n++)
        {
            for (var o = 0; o < Outputs; o++)
            {
                for (var position = 0; position < Side * Side; position++)
                {
                    var products = Products(n, o, position / Side, position % Side).ToArray();
                    count += products.Chunk(2).Any(pair => pair.Sum() is > 32_767 or < -32_768) ? 1 : 0;
                }
            }
        }

        return count;

        IEnumerable<int> Products(int n, int o, int row, int column)
        {
            for (var i = 0; i < kernel; i++)
            {
                for (var j = 0; j < kernel; j++)
                {
                    for (var c = 0; c < perGroup; c++)
                    {
                        var (y, x) = (row + i - (kernel / 2), column + j - (kernel / 2));
                        var channel = (o / (Outputs / groups) * perGroup) + c;
                        var real = y is < 0 or >= Side || x is < 0 or >= Side ? 0 : numbers[(((n * Channels) + channel) * Side * Side) + (y * Side) + x];
                        var integer = Math.Clamp((int)MathF.Round(real / scale) + zeroPoint, 0, 255);
                        yield return integer * weights[(((o * perGroup) + c) * kernel * kernel) + (i * kernel) + j];
                    }
                }
            }
        }
    }
}
