using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Quantizers;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

public sealed class StaticQuantizerTests
{
    private static readonly long[] Shape = [8, 3, 8, 8];

    [Theory]
    [InlineData(RangeMethod.MinMax)]
    [InlineData(RangeMethod.Percentile)]
    [InlineData(RangeMethod.MeanSquaredError)]
    [InlineData(RangeMethod.MovingAverage)]
    [InlineData(RangeMethod.Entropy)]
    public void Residual_network_runs_in_integers_from_the_first_to_the_last_layer(RangeMethod method)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        var before = graph.ToText();

        using var quantized = new StaticQuantizer(new() { Ranges = method }).Quantize(graph, SmallNetworks.Batches(Shape));

        GraphVerifier.Verify(quantized.Graph);
        Assert.Equal(before, graph.ToText());
        Assert.All(quantized.Coverage.Layers, layer => Assert.True(layer.IsInteger, layer.ToString()));
        Assert.Equal(4, quantized.Coverage.Layers.Count(layer => layer.Remark == "QLinearConv"));
        Assert.Equal("QGemm", quantized.Coverage.Layers.Single(layer => layer.OpType == "Gemm").Remark);
        Assert.InRange(RelativeError(graph, quantized, Shape), 1e-6, 0.03);
        Assert.Equal(0, quantized.WidenedChannels);
    }

    [Fact]
    public void Ranges_behind_Relu_start_at_zero_and_its_zero_point_is_0()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(0, quantized.Ranges["stem_relu_out"].Minimum);
        var quantize = quantized.Graph.Find("stem_out_quantized")!.Producer!;
        Assert.Equal("stem_out", quantize.Input(0).Name); // the Relu is gone
        Assert.Equal(0, quantize.Input(2).Constant!.Tensor.item<byte>());
        Assert.Equal((float)(quantized.Ranges["stem_relu_out"].Maximum / 255), quantize.Input(1).Constant!.Tensor.item<float>());
    }

    [Fact]
    public void Every_consumer_has_a_DequantizeLinear_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.All(quantized.Graph.Nodes.Where(node => node.OpType == "DequantizeLinear"), node => Assert.Single(node.Outputs[0]!.Uses));
        Assert.Equal(2, quantized.Graph.Find("stem_out_quantized")!.Uses.Count);
    }

    [Fact]
    public void TorchSharp_and_ONNX_Runtime_agree_within_a_step()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        graph.AddOutput(graph.Find("sum_relu_out")!);

        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));

        var input = SmallNetworks.Batches(Shape, 1).Single();
        using var session = new OnnxSession(quantized.Graph);
        var step = QuantizationParameters.Covering(quantized.Ranges["sum_relu_out"].Minimum, quantized.Ranges["sum_relu_out"].Maximum, QuantizationScheme.Activations).Scale;
        var difference = new GraphExecutor(quantized.Graph).Run(input)[1].sub(session.Run(input)[1]).abs();
        Assert.Equal("sum_relu_out", quantized.Graph.Outputs[1].Name);
        Assert.InRange(difference.le(step * 1.001).to(ScalarType.Float32).mean().item<float>(), 0.999f, 1);
    }

    [Theory]
    [InlineData(DepthwisePrecision.AsNeighbours, true)]
    [InlineData(DepthwisePrecision.Integer, true)]
    [InlineData(DepthwisePrecision.Float, false)]
    public void Depthwise_convolution_between_integer_ones_is_what_the_options_say(DepthwisePrecision precision, bool integer)
    {
        using var scope = NewDisposeScope();
        using var graph = Depthwise("Relu");

        using var quantized = new StaticQuantizer(new() { Depthwise = precision }).Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(integer ? "QLinearConv" : "depthwise, float by the options", quantized.Coverage.Layers.Single(layer => layer.Node == "depthwise").Remark);
        Assert.Equal(integer, quantized.Coverage.Layers.Single(layer => layer.Node == "relu").IsInteger);
        Assert.InRange(RelativeError(graph, quantized, Shape), 0, 0.03);
    }

    [Theory]
    [InlineData(DepthwisePrecision.AsNeighbours, false)]
    [InlineData(DepthwisePrecision.Integer, true)]
    public void Depthwise_convolution_before_a_float_node_stays_float_unless_asked_for(DepthwisePrecision precision, bool integer)
    {
        using var scope = NewDisposeScope();
        using var graph = Depthwise("HardSwish");

        using var quantized = new StaticQuantizer(new() { Depthwise = precision }).Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(integer, quantized.Coverage.Layers.Single(layer => layer.Node == "depthwise").IsInteger);
        Assert.InRange(RelativeError(graph, quantized, Shape), 0, 0.03);
    }

    [Theory]
    [InlineData("body1", 3)]
    [InlineData("Conv", 0)]
    public void Excluded_node_or_operator_stays_float(string name, int convolutions)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer(new() { Exclude = [name] }).Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(convolutions, quantized.Coverage.Layers.Count(layer => layer.Remark == "QLinearConv"));
        Assert.Contains(quantized.Coverage.Layers, layer => layer.Remark == "excluded by the options");
        Assert.InRange(RelativeError(graph, quantized, Shape), 0, 0.03);
    }

    [Theory]
    [InlineData("body1")]
    [InlineData("project")]
    public void Float_layer_between_integer_ones_is_left_alone_by_ONNX_Runtime(string name)
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        // Per tensor, as ONNX Runtime would quantize them, the large channel takes the resolution of all others.
        graph.Find($"{name}.w")!.Constant!.Tensor[0].mul_(100);

        using var quantized = new StaticQuantizer(new() { Exclude = [name] }).Quantize(graph, SmallNetworks.Batches(Shape));

        var input = SmallNetworks.Batches(Shape, 1).Single();
        using var session = new OnnxSession(quantized.Graph);
        var (expected, actual) = (new GraphExecutor(quantized.Graph).Run(input)[0], session.Run(input)[0]);
        Assert.InRange(actual.sub(expected).abs().max().item<float>() / expected.abs().max().item<float>(), 0, 1e-3);
    }

    [Fact]
    public void Absorbed_Relu_is_not_joined_with_negative_numbers_in_a_Concat()
    {
        using var scope = NewDisposeScope();
        var graph = new Graph("join", [new(string.Empty, 17)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var first = SmallNetworks.Relu(graph, SmallNetworks.Conv(graph, x, 3, 4, "first"), "relu");
        var joined = graph.AddNode("Concat", [first, SmallNetworks.Conv(graph, x, 3, 4, "second")], ["joined"], [new("axis", new Graphs.Attributes.IntAttribute(1))], "join").Outputs[0]!;
        graph.AddOutput(SmallNetworks.Conv(graph, joined, 8, 4, "last"));

        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(LayerPrecision.Absorbed, quantized.Coverage.Layers.Single(layer => layer.Node == "relu").Intended);
        Assert.InRange(RelativeError(graph, quantized, Shape), 0, 0.03);
        graph.Dispose();
    }

    [Fact]
    public void Bias_beyond_int32_is_kept()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Single([1e-7f, 1e-7f, 1f, -1f], [3000, 0.5f]);

        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches([2, 2, 4, 4]));

        Assert.Equal(1, quantized.WidenedChannels);
        Assert.InRange(RelativeError(graph, quantized, [2, 2, 4, 4]), 0, 0.005);
    }

    [Fact]
    public void Seven_bit_weights_are_within_63()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();

        using var quantized = new StaticQuantizer(new() { ReduceRange = true }).Quantize(graph, SmallNetworks.Batches(Shape));

        var weights = quantized.Graph.Constants.Where(value => value.Constant!.ElementType == ElementType.Int8 && value.Constant.Dimensions.Count > 1).ToArray();
        Assert.Equal(5, weights.Length);
        Assert.All(weights, value => Assert.Equal(63, value.Constant!.Tensor.to(ScalarType.Int32).abs().max().item<int>()));
        Assert.InRange(RelativeError(graph, quantized, Shape), 0, 0.04);
    }

    [Fact]
    public void Network_of_operator_set_11_is_lifted()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual(opset: 11);

        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Equal(13, quantized.Graph.Opsets[string.Empty]);
        Assert.InRange(RelativeError(graph, quantized, Shape), 0, 0.03);
    }

    [Fact]
    public void No_data_numbers_that_are_not_finite_and_quantized_networks_are_refused()
    {
        using var scope = NewDisposeScope();
        using var graph = SmallNetworks.Residual();
        using var broken = SmallNetworks.Single([float.NaN, 1], [0, 0]);
        using var quantized = new StaticQuantizer().Quantize(graph, SmallNetworks.Batches(Shape));

        Assert.Contains("no batch", Assert.Throws<QuantizationException>(() => new StaticQuantizer().Quantize(graph, [])).Message, StringComparison.Ordinal);
        Assert.Contains("'y'", Assert.Throws<QuantizationException>(() => new StaticQuantizer().Quantize(broken, SmallNetworks.Batches([1, 1, 2, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("quantized already", Assert.Throws<QuantizationException>(() => new StaticQuantizer().Quantize(quantized.Graph, SmallNetworks.Batches(Shape))).Message, StringComparison.Ordinal);
    }

    private static Graph Depthwise(string activation)
    {
        var graph = new Graph("depthwise");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var expanded = SmallNetworks.Conv(graph, x, 3, 16, "expand", 1);
        var depthwise = SmallNetworks.Conv(graph, expanded, 16, 16, "depthwise", 3, 16);
        var activated = graph.AddNode(activation, [depthwise], ["activated"], name: "relu").Outputs[0]!;
        graph.AddOutput(SmallNetworks.Conv(graph, activated, 16, 8, "project", 1));
        return graph;
    }

    private static double RelativeError(Graph graph, QuantizedModel quantized, long[] shape)
    {
        using var scope = NewDisposeScope();
        var input = SmallNetworks.Batches(shape, 1).Single();
        using var session = new OnnxSession(quantized.Graph);
        var (expected, actual) = (new GraphExecutor(graph).Run(input)[0], session.Run(input)[0]);
        Assert.Equal(graph.Outputs[0].Name, quantized.Graph.Outputs[0].Name);
        return actual.sub(expected).abs().max().item<float>() / expected.abs().max().item<float>();
    }
}
