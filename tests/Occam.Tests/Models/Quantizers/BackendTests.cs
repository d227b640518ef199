using Occam.Apis;
using Occam.Graphs;
using Occam.Models.Quantizers;
using Occam.Models.Quantizers.WeightOnly;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class BackendTests
{
    private static readonly long[] Shape = [8, 3, 8, 8];

    [Fact]
    public void TensorRt_gets_signed_integers_around_zero_and_float_biases_and_its_clamps_stay()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer(new() { Backend = IntegerBackend.TensorRt }).Quantize(graph, SmallNetworks.Batches(Shape));

        var around = quantized.Graph.Nodes.Where(node => node.OpType is "QuantizeLinear" or "DequantizeLinear").ToArray();
        Assert.All(around, node => Assert.Equal(ElementType.Int8, node.Input(2).Constant!.ElementType));
        Assert.All(around, node => Assert.True(node.Input(2).Constant!.Tensor.eq(0).all().item<bool>()));
        Assert.DoesNotContain(quantized.Graph.Constants, value => value.Constant!.ElementType == ElementType.Int32);
        Assert.Equal(graph.Nodes.Count(node => node.OpType == "Relu"), quantized.Graph.Nodes.Count(node => node.OpType == "Relu"));
        Assert.Equal("stem_relu_out", quantized.Graph.Find("stem_relu_out_quantized")!.Producer!.Input(0).Name); // the clamp is quantized, not what it clamps
        Assert.Equal("Conv", quantized.Graph.Find("stem_relu_out")!.Producer!.Input(0).Producer!.OpType);
        Assert.InRange(RelativeError(graph, quantized.Graph), 1e-6, 0.05);
    }

    [Fact]
    public void OpenVino_gets_what_OnnxRuntime_gets_and_says_that_it_was_not_asked()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var ours = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));
        using var theirs = new StaticQuantizer(new() { Backend = IntegerBackend.OpenVino }).Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(ours.Graph.ToText(), theirs.Graph.ToText());
        Assert.DoesNotContain(theirs.Coverage.Layers, layer => layer.Remark == "QLinearConv");
    }

    [Fact]
    public void Weights_with_zero_points_are_refused_for_integer_kernels()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        var affine = IntegerBackend.OnnxRuntimeCpu with { Name = "mine", Weights = QuantizationScheme.Weights with { IsSymmetric = false } };

        var error = Assert.Throws<QuantizationException>(() => new StaticQuantizer(new() { Backend = affine }).Quantize(graph, SmallNetworks.Batches(Shape)));

        Assert.Contains("backend 'mine' describes affine ones", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mine", "ptq", false, "is one of onnxruntime, openvino, tensorrt")]
    [InlineData("tensorrt", "lsq", false, "write for onnxruntime alone")]
    [InlineData("openvino", "ptq", true, "says nothing about openvino")]
    public void Options_that_do_not_go_with_a_backend_are_told(string backend, string method, bool neverSlower, string mention) =>
        Assert.Contains(mention, Assert.Single(new QuantizationOptions { Backend = backend, Method = method, NeverSlower = neverSlower }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void Weights_alone_need_a_backend_that_multiplies_them()
    {
        Assert.Equal(["TensorRT has no products of float activations and weights of few bits"], new WeightOnlyOptions { Backend = IntegerBackend.TensorRt }.Problems());
        Assert.Contains("from 16 to 256, but 8 are given", Assert.Single(new WeightOnlyOptions { BlockSize = 8 }.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(16, true)]
    [InlineData(48, false)]
    [InlineData(256, true)]
    [InlineData(512, false)]
    public void Kernels_for_weights_alone_take_powers_of_two_within_limits(int blockSize, bool taken) =>
        Assert.Equal(taken, new WeightOnlyKernels(SmallestBlock: 16, LargestBlock: 256).Takes(blockSize));

    private static double RelativeError(Graph graph, Graph quantized)
    {
        var input = SmallNetworks.Batches(Shape).First();
        using var before = new OnnxSession(graph);
        using var after = new OnnxSession(quantized);
        var (expected, actual) = (before.Run(input)[0], after.Run(input)[0]);
        return actual.sub(expected).norm().item<float>() / expected.norm().item<float>();
    }
}
