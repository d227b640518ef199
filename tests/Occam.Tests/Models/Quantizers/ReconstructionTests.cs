using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Quantizers;
using Occam.Models.Quantizers.Reconstruction;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class ReconstructionTests(ITestOutputHelper output)
{
    private static readonly long[] Shape = [8, 3, 8, 8];

    [Theory]
    [InlineData(WeightRounding.AdaRound)]
    [InlineData(WeightRounding.Gptq)]
    public void Learnt_rounding_of_4_bits_beats_the_nearest_on_data_that_it_did_not_see(WeightRounding rounding)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        var nearest = Error(graph, new() { WeightBits = 4 });
        var learnt = Error(graph, new() { WeightBits = 4, Rounding = rounding, AdaRound = new() { Steps = 200 } });

        output.WriteLine($"{rounding}: {learnt:E2} against {nearest:E2}");
        Assert.InRange(learnt, 0, 0.7 * nearest);
    }

    [Fact]
    public void Learnt_integers_stay_within_the_bits_and_a_step_from_the_weight()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer(new() { WeightBits = 4, Rounding = WeightRounding.AdaRound, AdaRound = new() { Steps = 50 } }).Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(5, quantized.RoundedLayers);
        foreach (var (name, axis) in new[] { ("body1", 0), ("fc", 0) })
        {
            var node = quantized.Graph.FindNode(name)!.Input(1).Producer!;
            var (integers, scale) = (node.Input(0).Constant!.Tensor.to(ScalarType.Float32), node.Input(1).Constant!.Tensor);
            var weight = graph.FindNode(name)!.Input(1).Constant!.Tensor;
            var steps = weight.div(scale.reshape([-1, .. Enumerable.Repeat(1L, weight.shape.Length - 1)]));
            Assert.InRange(integers.abs().max().item<float>(), 1, 7);
            Assert.InRange(integers.sub(steps).abs().max().item<float>(), 0.5f, 1.0001f); // some went the other way, none further than a step
        }
    }

    [Fact]
    public void Gptq_gives_what_optimal_brain_quantization_gives_in_the_same_order()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        const int Count = 6;
        var x = randn([40, Count], ScalarType.Float64).add(randn([40, 1], ScalarType.Float64));
        var hessian = x.transpose(0, 1).mm(x);
        var weight = randn(Count).data<float>().ToArray();
        var scales = Enumerable.Repeat(0.3f, Count).ToArray();
        var integers = new float[Count];

        Gptq.RoundRow((float[])weight.Clone(), scales, [], integers, Gptq.Factor(hessian, Count, "layer"), (-7, 7));

        Assert.Equal(OptimalBrain(hessian, weight, 0.3), integers);
        Assert.NotEqual(weight.Select(w => MathF.Round(w / 0.3f)), integers);
    }

    [Fact]
    public void Equalised_network_computes_the_same_and_pairs_have_equal_ranges()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("chain");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var expand = SmallNetworks.Conv(graph, x, 3, 12, "expand", 1);
        var depthwise = SmallNetworks.Conv(graph, SmallNetworks.Relu(graph, expand, "relu1"), 12, 12, "depthwise", 3, 12);
        graph.AddOutput(SmallNetworks.Conv(graph, SmallNetworks.Relu(graph, depthwise, "relu2"), 12, 8, "project", 1));
        var weight = graph.FindNode("depthwise")!.Input(1).Constant!.Tensor;
        weight.mul_(logspace(-2, 2, 12).reshape(12, 1, 1, 1));
        using var equalised = graph.Clone();

        Assert.Equal(2, new EqualisationPass().Apply(equalised));

        var input = SmallNetworks.Batches(Shape, 1).Single();
        var (expected, actual) = (new GraphExecutor(graph).Run(input)[0], new GraphExecutor(equalised).Run(input)[0]);
        Assert.InRange(actual.sub(expected).abs().max().item<float>() / expected.abs().max().item<float>(), 0, 1e-5);
        var (first, second) = (equalised.FindNode("expand")!.Input(1).Constant!.Tensor, equalised.FindNode("depthwise")!.Input(1).Constant!.Tensor);
        var ratio = first.abs().amax([1, 2, 3]).div(second.abs().amax([1, 2, 3]));
        Assert.InRange(ratio.sub(1).abs().max().item<float>(), 0, 0.02);
    }

    [Fact]
    public void Clip_of_Relu6_ends_a_chain()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("relu6");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var bounds = new[] { graph.AddConstant("low", new Constant(tensor(0f))), graph.AddConstant("high", new Constant(tensor(6f))) };
        var clip = graph.AddNode("Clip", [SmallNetworks.Conv(graph, x, 3, 8, "first"), .. bounds], ["clipped"], name: "clip").Outputs[0]!;
        graph.AddOutput(SmallNetworks.Conv(graph, clip, 8, 8, "second"));

        Assert.Equal(0, new EqualisationPass().Apply(graph));
    }

    [Fact]
    public void Corrected_biases_take_the_mean_error_of_every_channel_away()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Single([0.9f, 0.33f, -0.6f, 0.71f], [0.1f, -0.2f]);
        var batch = new[] { rand(4, 2, 6, 6).add(0.5) };

        using var plain = new StaticQuantizer(new() { WeightBits = 2 }).Quantize(graph, [batch]);
        using var corrected = new StaticQuantizer(new() { WeightBits = 2, CorrectBias = true }).Quantize(graph, [batch]);

        var expected = new GraphExecutor(graph).Run(batch)[0];
        Assert.InRange(MeanError(plain, batch, expected), 0.02, 1);
        Assert.InRange(MeanError(corrected, batch, expected), 0, 0.005);
    }

    [Fact]
    public void Options_out_of_range_are_listed() =>
        Assert.Equal(3, new StaticQuantizerOptions { WeightBits = 5, ReconstructionBatches = 0, AdaRound = new() { Steps = 0 } }.Problems().Count());

    // Quantize in order; after each, remove its row and column from the inverse Hessian and spread the error (Frantar and Alistarh 2022, equations 2 and 3).
    private static float[] OptimalBrain(Tensor hessian, float[] weight, double scale)
    {
        var count = weight.Length;
        var mean = Enumerable.Range(0, count).Average(i => hessian[i, i].item<double>());
        var inverse = linalg.inv(hessian.add(eye(count, dtype: ScalarType.Float64).mul(0.01 * mean)));
        var h = new double[count, count];
        for (var i = 0; i < count * count; i++)
        {
            h[i / count, i % count] = inverse[i / count, i % count].item<double>();
        }

        var (w, result) = (weight.Select(value => (double)value).ToArray(), new float[count]);
        for (var j = 0; j < count; j++)
        {
            result[j] = (float)Math.Clamp(Math.Round(w[j] / scale), -7, 7);
            var error = (w[j] - (result[j] * scale)) / h[j, j];
            for (var k = j + 1; k < count; k++)
            {
                w[k] -= error * h[j, k];
            }

            var old = (double[,])h.Clone();
            for (var a = j + 1; a < count; a++)
            {
                for (var b = j + 1; b < count; b++)
                {
                    h[a, b] = old[a, b] - (old[a, j] * old[j, b] / old[j, j]);
                }
            }
        }

        return result;
    }

    private static double MeanError(QuantizedModel model, Tensor[] batch, Tensor expected)
    {
        using var session = new OnnxSession(model.Graph);
        return session.Run(batch)[0].sub(expected).mean([0, 2, 3]).abs().max().item<float>();
    }

    private static double Error(Graph graph, StaticQuantizerOptions options)
    {
        using var scope = NewDisposeScope();
        using var quantized = new StaticQuantizer(options).Quantize(graph, SmallNetworks.Batches([32, .. Shape[1..]]));
        using var session = new OnnxSession(quantized.Graph);
        using var generator = new Generator(7);
        Tensor[] unseen = [randn([64, .. Shape[1..]], generator: generator)];
        return session.Run(unseen)[0].sub(new GraphExecutor(graph).Run(unseen)[0]).pow(2).mean().item<float>();
    }
}
