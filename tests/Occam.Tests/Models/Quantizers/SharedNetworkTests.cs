using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Quantizers;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

/// <summary>Public network forms with random weights: they load, their intended layers are integer, and their outputs stay near.</summary>
public sealed class SharedNetworkTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("resnet_basic", 16, 0.05)]
    [InlineData("resnet_basic_folded", 16, 0.05)]
    [InlineData("resnext_bottleneck", 23, 0.05)]
    [InlineData("vgg_flatten", 4, 0.05)]
    [InlineData("mobilenet_v3_small", 45, 0.05)]
    [InlineData("squeezenet", 26, 0.05)]
    [InlineData("mobilenet_v2", 53, 0.9)]
    [InlineData("shufflenet_v2", 27, 0.2)]
    [InlineData("convnext", 7, 0.05)]
    [InlineData("vit", 10, 0.05)]
    [InlineData("vit_fused_qkv", 10, 0.05)]
    [InlineData("vit_fused_qkv_op16", 10, 0.05)]
    [InlineData("swin", 19, 0.05)]
    [InlineData("espcn_prelu_pixelshuffle", 3, 0.05)]
    [InlineData("groupnorm", 3, 0.05)]
    [InlineData("squeeze_excite", 5, 0.05)]
    [InlineData("selective_kernel", 4, 0.05)]
    [InlineData("lraspp_mobilenet_v3", 56, 0.2)]
    [InlineData("transformer_encoder", 8, 0.05)]
    [InlineData("wide_multiplier_depthwise", 2, 0.05)]
    [InlineData("densenet", 21, 0.2)]
    [InlineData("googlenet_like", 8, 0.05)]
    [InlineData("efficientnet", 22, 0.07)]
    [InlineData("regnet_y", 25, 0.05)]
    [InlineData("unet", 6, 0.05)]
    [InlineData("mlp", 3, 0.05)]
    [InlineData("glu_chunk_silu", 4, 0.05)]
    [InlineData("fpn_shared_heads", 7, 0.05)]
    [InlineData("lstm", 1, 0.05)]
    [InlineData("gru", 1, 0.05)]
    [InlineData("conv1d", 2, 0.05)]
    public void Network_quantized_runs_in_integers_and_stays_near(string name, int integers, double tolerance)
    {
        using var scope = NewDisposeScope();
        var folder = SharedFiles.OrSkip("models", name);
        using var graph = OnnxReader.Read(Path.Combine(folder, "model.onnx"));
        var test = OnnxTestCase.Read(folder);

        using var quantized = new StaticQuantizer().Quantize(graph, [test.Inputs]);

        GraphVerifier.Verify(quantized.Graph);
        using var session = new OnnxSession(quantized.Graph);
        var error = session.Run(test.Inputs).Zip(test.Outputs).Max(pair => RelativeError(pair.Second, pair.First));
        var difference = new GraphExecutor(quantized.Graph).Run(test.Inputs).Zip(session.Run(test.Inputs)).Max(pair => RelativeError(pair.Second, pair.First));
        output.WriteLine($"{name}: relative error {error:E2}, TorchSharp and ONNX Runtime differ by {difference:E2}, {quantized.Coverage.Layers.Count(layer => layer.IsInteger)} of {quantized.Coverage.Layers.Count} nodes integer");
        foreach (var layer in quantized.Coverage.Layers)
        {
            output.WriteLine($"  {layer.Intended,-14} {layer.OpType,-20} {layer.Node,-40} {layer.Remark}");
        }

        Assert.InRange(error, 0, tolerance);
        Assert.InRange(difference, 0, Math.Max(0.03, tolerance / 2)); // a rounding that differs grows through many layers
        Assert.Equal(integers, quantized.Coverage.Layers.Count(layer => layer is { IsInteger: true, OpType: "Conv" or "Gemm" or "MatMul" }));
    }

    private static double RelativeError(Tensor expected, Tensor actual)
    {
        var (e, a) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        return a.sub(e).abs().max().item<double>() / Math.Max(e.abs().max().item<double>(), 1e-12);
    }
}
