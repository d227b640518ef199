using Occam.Graphs;
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
    [InlineData("mobilenet_v3_small", 43, 0.05)]
    [InlineData("squeezenet", 26, 0.05)]
    [InlineData("densenet", 21, 0.2)]
    [InlineData("googlenet_like", 8, 0.05)]
    [InlineData("efficientnet", 18, 0.05)]
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
        output.WriteLine($"{name}: relative error {error:E2}, {quantized.Coverage.Layers.Count(layer => layer.IsInteger)} of {quantized.Coverage.Layers.Count} nodes integer");
        foreach (var layer in quantized.Coverage.Layers)
        {
            output.WriteLine($"  {layer.Intended,-14} {layer.OpType,-20} {layer.Node,-40} {layer.Remark}");
        }

        Assert.InRange(error, 0, tolerance);
        Assert.Equal(integers, quantized.Coverage.Layers.Count(layer => layer is { IsInteger: true, OpType: "Conv" or "Gemm" or "MatMul" }));
    }

    private static double RelativeError(Tensor expected, Tensor actual)
    {
        var (e, a) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        return a.sub(e).abs().max().item<double>() / Math.Max(e.abs().max().item<double>(), 1e-12);
    }
}
