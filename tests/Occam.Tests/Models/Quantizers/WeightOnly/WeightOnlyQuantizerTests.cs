using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Graphs.Passes;
using Occam.Models.Quantizers.WeightOnly;
using Occam.Onnx;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using Occam.Testing;
using Occam.Testing.Networks;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers.WeightOnly;

/// <summary>Networks whose products have weights of few bits: ONNX Runtime computes what the float network with the dequantized weights computes.</summary>
public sealed class WeightOnlyQuantizerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("vit-separate")]
    [InlineData("vit-fused")]
    [InlineData("vit-split")]
    [InlineData("windows-shifted")]
    [InlineData("mixer")]
    [InlineData("cross-attention")]
    [InlineData("mlp-matmul")]
    [InlineData("words-mean")]
    [InlineData("words-tied")]
    [InlineData("mobilevit")]
    [InlineData("towers")]
    public void Generated_network_computes_with_its_dequantized_weights(string name)
    {
        using var graph = NetworkLibrary.Draw(name);

        Check(name, graph, new() { BlockSize = 16 });
        Check(name, graph, new() { BlockSize = 16, IsSymmetric = false, Bits = 3 });
    }

    [Theory]
    [InlineData("vit", 9)]
    [InlineData("vit_fused_qkv", 9)]
    [InlineData("vit_fused_qkv_op16", 9)]
    [InlineData("transformer_encoder", 8)]
    [InlineData("swin", 18)]
    [InlineData("mlp", 3)]
    public void Shared_network_computes_with_its_dequantized_weights(string name, int products)
    {
        using var graph = OnnxReader.Read(Path.Combine(SharedFiles.OrSkip("models", name), "model.onnx"));

        Assert.Equal(products, Check(name, graph, new()));
        Check(name, graph, new() { IsSymmetric = false, BlockSize = 64 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gptq_beats_the_nearest_on_data_that_it_did_not_see(bool symmetric)
    {
        using var scope = NewDisposeScope();
        using var graph = NetworkLibrary.Draw("mlp-relu");
        var options = new WeightOnlyOptions { Bits = 3, BlockSize = 16, IsSymmetric = symmetric };
        var calibration = Enumerable.Range(0, 8).Select(i => RandomInputs.For(graph, (ulong)i, Many(graph))).ToArray();

        using var nearest = new WeightOnlyQuantizer(options).Quantize(graph);
        using var learnt = new WeightOnlyQuantizer(options).Quantize(graph, calibration);

        var judged = RandomInputs.For(graph, 99, Many(graph));
        var (before, after) = (Error(graph, nearest.Graph, judged), Error(graph, learnt.Graph, judged));
        output.WriteLine($"{after:E2} against {before:E2}");
        Assert.InRange(after, 0, 0.9 * before);
        Assert.All(learnt.Layers, layer => Assert.Equal("rounded by GPTQ", layer.Remark));
    }

    // Its one output is a sum of 16 products of both signs: on a single example, what is left of it can be as small as the noise of 3 bits. Over many examples the noise is that of other networks.
    [Theory]
    [InlineData(8, 1e-2)]
    [InlineData(4, 0.2)]
    [InlineData(3, 0.5)]
    public void Product_of_towers_loses_what_its_bits_say_over_many_examples(int bits, double most)
    {
        using var scope = NewDisposeScope();
        using var graph = NetworkLibrary.Draw("towers");
        var inputs = RandomInputs.For(graph, 5, graph.Inputs.ToDictionary(input => input.Name, input => (long[])[512, .. input.Type!.Dimensions!.Skip(1).Select(dimension => dimension.Size!.Value)]));
        using var quantized = new WeightOnlyQuantizer(new() { BlockSize = 16, IsSymmetric = false, Bits = bits }).Quantize(graph);

        var (expected, actual) = (new GraphExecutor(graph).Run(inputs)[0].flatten(), new GraphExecutor(quantized.Graph).Run(inputs)[0].flatten());
        var error = actual.sub(expected);
        var noise = error.norm().item<float>() / expected.norm().item<float>();
        var ratios = error.abs().div(expected.abs()).sort().Values;
        output.WriteLine($"{bits} bits: noise {noise:E2} of the signal; of single examples' own output the median {ratios[256].item<float>():E2}, the 95th percentile {ratios[486].item<float>():E2}; magnitude of the output {expected.abs().min().item<float>():E2} to {expected.abs().max().item<float>():E2}");

        Assert.InRange(noise, 0, most);
    }

    [Fact]
    public void Layers_have_the_bits_that_they_are_given()
    {
        using var graph = NetworkLibrary.Draw("mlp-relu");
        var names = WeightOnlySites.Weighted(graph).Select(node => node.Name).ToArray();

        using var quantized = new WeightOnlyQuantizer(new() { BlockSize = 16, LayerBits = new Dictionary<string, int> { [names[0]] = 8, [names[^1]] = 32 } }).Quantize(graph);

        Assert.Equal([8, .. names[1..^1].Select(_ => 4), 32], quantized.Layers.Select(layer => layer.Bits));
        Assert.Equal(names.Length - 1, quantized.Graph.Nodes.Count(node => node.OpType == MatMulNBits.TypeName));
        Assert.Contains("float by the options", quantized.Layers[^1].Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_quantized_is_refused_with_its_reason()
    {
        using var convolutions = NetworkLibrary.Draw("plain-relu");
        using var perceptron = NetworkLibrary.Draw("mlp-relu");

        var options = Assert.Throws<QuantizationException>(() => new WeightOnlyQuantizer(new() { Bits = 5, BlockSize = 24 }).Quantize(perceptron));
        var layer = Assert.Throws<QuantizationException>(() => new WeightOnlyQuantizer(new() { LayerBits = new Dictionary<string, int> { ["none"] = 8 } }).Quantize(perceptron));
        var nothing = Assert.Throws<QuantizationException>(() => new WeightOnlyQuantizer(new() { Exclude = ["Gemm", "MatMul"] }).Quantize(convolutions));
        var data = Assert.Throws<QuantizationException>(() => new WeightOnlyQuantizer(new() { BlockSize = 16 }).Quantize(perceptron, []));

        Assert.Contains("5 are given", options.Message, StringComparison.Ordinal);
        Assert.Contains("24 are given", options.Message, StringComparison.Ordinal);
        Assert.Contains("none", layer.Message, StringComparison.Ordinal);
        Assert.Contains("MatMul and Gemm only", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("no batch", data.Message, StringComparison.Ordinal);
    }

    // The number of products with weights of few bits.
    private int Check(string name, Graph graph, WeightOnlyOptions options)
    {
        using var scope = NewDisposeScope();
        using var quantized = new WeightOnlyQuantizer(options).Quantize(graph);
        GraphVerifier.Verify(quantized.Graph);
        using var expected = graph.Clone();
        new RemoveIdentitiesPass().Apply(expected);
        var products = quantized.Graph.Nodes.Where(node => node.Operator is MatMulNBits).ToDictionary(node => node.Name, StringComparer.Ordinal);
        foreach (var layer in quantized.Layers.Where(layer => layer.Bits < 32))
        {
            var weight = MatMulNBits.Weight(products[$"{layer.Node}_MatMulNBits"]);
            var node = expected.FindNode(layer.Node)!;
            var dequantized = WeightOnlySites.IsByOutputs(node) ? weight : weight.transpose(0, 1);
            node.Input(1).Constant!.Tensor.copy_(dequantized.div(node.Float("alpha", 1)));
        }

        var inputs = RandomInputs.For(graph);
        using var session = new OnnxSession(quantized.Graph);
        var (runtime, torch, wanted) = (session.Run(inputs), new GraphExecutor(quantized.Graph).Run(inputs), new GraphExecutor(expected).Run(inputs));
        for (var i = 0; i < wanted.Length; i++)
        {
            Assert.InRange(OutputDifference.Between(name, wanted[i], runtime[i]).Relative, 0, 1e-4);
            Assert.InRange(OutputDifference.Between(name, wanted[i], torch[i]).Relative, 0, 1e-4);
        }

        var (before, after) = (OnnxWriter.ToBytes(graph).Length, OnnxWriter.ToBytes(quantized.Graph).Length);
        output.WriteLine($"{name}: {products.Count} products, {before:N0} to {after:N0} bytes, relative error {Error(graph, quantized.Graph, inputs):E2}");
        Assert.InRange(after, 0, before);
        Assert.Equal(quantized.Layers.Where(layer => layer.Bits < 32).Sum(layer => layer.Bytes), products.Values.SelectMany(node => node.Inputs.Skip(1)).OfType<Value>().Distinct().Sum(Bytes));
        return products.Count;
    }

    private static long Bytes(Value value) => value.Constant!.Count * (value.Constant.ElementType == ElementType.Float ? 4 : 1);

    private static Dictionary<string, long[]> Many(Graph graph) => graph.Inputs.ToDictionary(input => input.Name, input => (long[])[32, .. input.Type!.Dimensions!.Skip(1).Select(dimension => dimension.Size!.Value)]);

    private static double Error(Graph graph, Graph quantized, Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        var (expected, actual) = (new GraphExecutor(graph).Run(inputs)[0], new GraphExecutor(quantized).Run(inputs)[0]);
        return actual.sub(expected).norm().item<float>() / expected.norm().item<float>();
    }
}
