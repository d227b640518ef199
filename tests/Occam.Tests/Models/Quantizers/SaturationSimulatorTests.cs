using Occam.Graphs;
using Occam.Models.Quantizers;
using Occam.Models.Quantizers.Reconstruction;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class SaturationSimulatorTests(ITestOutputHelper output)
{
    private static readonly Scalar ScalarOne = 1;
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
    [InlineData(WeightRounding.Gptq)]
    public void Limited_pairs_stay_safe_through_rounding_up_or_down(WeightRounding rounding)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer(new() { Rounding = rounding, AdaRound = new() { Steps = 20 } }).Quantize(graph, SmallNetworks.Batches([8, 3, 8, 8]));

        Assert.Equal(5, quantized.Saturation.Count);
        Assert.All(quantized.Saturation, layer => Assert.Equal(0, layer.Channels));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Gptq_breaks_the_rule_of_pairs_without_it_and_keeps_it_with_it(int kernel, int groups)
    {
        using var scope = NewDisposeScope();
        using var graph = Positive(kernel, groups);
        using var generator = new Generator(1);
        var input = Correlated(generator);

        using var free = new StaticQuantizer(new() { Rounding = WeightRounding.Gptq, LimitPairs = false }).Quantize(graph, [[input]]);
        using var limited = new StaticQuantizer(new() { Rounding = WeightRounding.Gptq }).Quantize(graph, [[input]]);

        Assert.True(Assert.Single(free.Saturation).Channels > 0);
        Assert.Equal(1, limited.RoundedLayers);
        Assert.Equal(0, Assert.Single(limited.Saturation).Channels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Second_of_a_pair_is_rounded_within_what_the_first_leaves(int positions)
    {
        // Weights near the limit and a factor that hands every error on: without the rule it pushes the second of a pair up.
        const int Count = 8;
        var (scales, factor) = (Enumerable.Repeat(1f, Count).ToArray(), new float[Count * Count]);
        for (var j = 0; j < Count; j++)
        {
            for (var k = j; k < Count; k++)
            {
                factor[(j * Count) + k] = j == k ? 1 : -0.9f;
            }
        }

        float[] weight = [64.4f, 64.4f, -64.4f, -64.4f, 64.4f, 64.4f, -64.4f, -64.4f];
        var (free, limited) = (new float[Count], new float[Count]);
        var partners = Gptq.Partners(Count, positions);
        Gptq.RoundRow((float[])weight.Clone(), scales, [], free, factor, (-127, 127));
        Gptq.RoundRow((float[])weight.Clone(), scales, [], limited, factor, (-127, 127), partners);

        Assert.Contains(Enumerable.Range(0, Count), j => Math.Abs(free[j] + free[partners[j]]) > 128);
        Assert.All(Enumerable.Range(0, Count), j => Assert.InRange(Math.Max(limited[j], 0) + Math.Max(limited[partners[j]], 0), 0, 128));
        Assert.All(Enumerable.Range(0, Count), j => Assert.InRange(Math.Min(limited[j], 0) + Math.Min(limited[partners[j]], 0), -128, 0));
    }

    [Fact]
    public void Partners_are_neighbours_in_the_order_of_channels_then_positions()
    {
        Assert.Equal([1, 0, 3, 2, -1], Gptq.Partners(5, 1));
        Assert.Equal([3, 4, 5, 0, 1, 2], Gptq.Partners(6, 3)); // 2 channels of 3 positions: (c0, p) with (c1, p)
        Assert.Equal([2, 4, 0, 5, 1, 3], Gptq.Partners(6, 2)); // 3 channels of 2 positions: (c0, 0) with (c1, 0), (c2, 0) with (c0, 1), (c1, 1) with (c2, 1)
    }

    // Channels that say nearly the same: GPTQ then moves weights from one to the other freely.
    private static Tensor Correlated(Generator generator)
    {
        var common = rand([Shape[0], 1, Shape[2], Shape[3]], generator: generator);
        using var little = 0.05.ToScalar();
        return common.add(rand(Shape, generator: generator).mul(little), ScalarOne);
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
