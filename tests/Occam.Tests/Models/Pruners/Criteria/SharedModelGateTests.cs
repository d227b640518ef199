using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;
using Occam.Onnx;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class SharedModelGateTests
{
    // The derivative by a gate before a linear operator is the sum of weight * gradient over what the operator reads of the channel.
    [Theory]
    [InlineData("densenet")]
    [InlineData("shufflenet_v2")]
    [InlineData("resnext_bottleneck")]
    [InlineData("squeeze_excite")]
    [InlineData("vit_fused_qkv")]
    [InlineData("swin")]
    public void Derivatives_by_gates_agree_with_those_by_the_readers_weights(string name)
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", name, "model.onnx"));
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        long[] sizes = [2, .. analysis.Shapes.Dimensions(analysis.Graph.Inputs[0])!.Skip(1)];
        using var generator = new Generator(5, CPU);
        var images = randn(sizes, generator: generator);
        using var network = new GatedNetwork(analysis);
        var derivatives = network.Derivatives(images, Loss);
        using var copy = analysis.Graph.Clone();
        using var module = new GraphModule(copy);
        module.eval();
        Loss(module.call(images)).sum().backward();

        var compared = 0;
        foreach (var (index, unit) in analysis.Units.Index())
        {
            var points = ReadPoint.Of(unit, analysis.Shapes);
            if (points.Length > 0 && Array.TrueForAll(points, point => point.Reader?.Input(1).IsConstant == true))
            {
                compared++;
                var expected = points.Select(point => ByWeights(unit, point.Reader!, module)).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
                var scale = expected.Max(Math.Abs) + 1e-6;
                Assert.All(expected.Index(), pair => Assert.Equal(pair.Item, derivatives[index][0, pair.Index] + derivatives[index][1, pair.Index], 2e-3 * scale));
            }
        }

        Assert.True(compared > 0);
    }

    private static Tensor Loss(Tensor output) => output.reshape(output.size(0), -1).square().mean([1]);

    private static double[] ByWeights(PruningUnit unit, Node reader, GraphModule module)
    {
        var axis = reader.OpType switch
        {
            "Conv" => 1,
            "Gemm" => reader.Int("transB", 0) != 0 ? 1 : 0,
            _ => 0,
        };
        var weight = module.named_parameters().First(pair => pair.name == reader.Input(1).Name).parameter;
        var along = weight.detach().mul(weight.grad!).transpose(0, axis).reshape(weight.size(axis), -1).sum(1).to(ScalarType.Float64).data<double>().ToArray();
        return ChannelValues.Sums(unit, new(reader.Input(1), axis, []), along);
    }
}
