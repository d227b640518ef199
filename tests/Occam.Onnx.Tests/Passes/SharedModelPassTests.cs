using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Passes;
using Occam.Graphs.Shapes;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Onnx.Tests.Passes;

/// <summary>Passes on public network forms: sound afterwards, the same outputs.</summary>
public sealed class SharedModelPassTests
{
    [Theory]
    [InlineData("resnet_basic", true)]
    [InlineData("mobilenet_v2", true)]
    [InlineData("shufflenet_v2", true)]
    [InlineData("unet", true)]
    [InlineData("mlp", true)]
    [InlineData("conv1d", true)]
    [InlineData("wide_multiplier_depthwise", true)]
    [InlineData("densenet", false)] // BatchNorm before the convolution
    public void Folding_keeps_the_outputs(string name, bool all)
    {
        using var scope = NewDisposeScope();
        var folder = SharedFiles.OrSkip("models", name);
        using var graph = OnnxReader.Read(Path.Combine(folder, "model.onnx"));
        var test = OnnxTestCase.Read(folder);

        GraphPass[] passes = [new RemoveIdentitiesPass(), new FoldConstantsPass(), new FoldBatchNormPass(), new ExplicitGemmPass(), new MeanToPoolPass(ShapeInference.Run(graph))];
        foreach (var pass in passes)
        {
            pass.Apply(graph);
            GraphVerifier.Verify(graph);
        }

        Assert.Equal(all, !graph.Nodes.Any(node => node.OpType == "BatchNormalization"));
        Assert.DoesNotContain(graph.Nodes, node => node.OpType is "Identity" or "Dropout");
        AssertSame(graph, test);
    }

    [Theory]
    [InlineData("resnet_basic_folded", 15)]
    [InlineData("efficientnet", 13)]
    public void Unfolding_keeps_the_outputs(string name, int expected)
    {
        using var scope = NewDisposeScope();
        var folder = SharedFiles.OrSkip("models", name);
        using var graph = OnnxReader.Read(Path.Combine(folder, "model.onnx"));
        var test = OnnxTestCase.Read(folder);

        var unfolded = new UnfoldBatchNormPass([test.Inputs]).Apply(graph);

        GraphVerifier.Verify(graph);
        Assert.Equal(expected, unfolded);
        AssertSame(graph, test);
        Assert.Equal(expected, new FoldBatchNormPass().Apply(graph));
        AssertSame(graph, test);
    }

    private static void AssertSame(Graph graph, OnnxTestCase test)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var (expected, actual) in test.Outputs.Zip(new GraphExecutor(graph).Run(test.Inputs)))
        {
            Graphs.Tests.Ops.TensorAssert.Close(expected, actual, 1e-4);
        }
    }
}
