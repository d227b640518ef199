using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

public sealed class ComputeModeTests
{
    [Theory]
    [InlineData(ComputeMode.ChannelsLast, 1e-9, 1e-4, 0.9999f)]
    [InlineData(ComputeMode.Bfloat16, 1e-5, 0.05, 0.98f)] // 8 bits of mantissa, and not the same computation
    public void Outputs_and_gradients_are_float32_and_near_those_of_float32(ComputeMode mode, double least, double most, float similarity)
    {
        using var scope = NewDisposeScope();
        using var graph = Build();
        using var module = new GraphModule(graph);
        module.train();
        var images = randn(16, 1, 16, 16, generator: new Generator(3));
        var (exact, gradients) = Step(module, images);

        module.Mode = mode;
        var (near, reduced) = Step(module, images);
        module.Mode = ComputeMode.Float32;
        var (again, _) = Step(module, images);

        Assert.Equal(ScalarType.Float32, near.dtype);
        Assert.InRange(Distance(near, exact), least, most);
        Assert.Equal(0, Distance(again, exact), 1e-5);
        Assert.All(gradients.Keys, weight => Assert.Equal(ScalarType.Float32, reduced[weight].dtype));
        var (all, allReduced) = (cat([.. gradients.Values.Select(g => g.flatten())]), cat([.. reduced.Values.Select(g => g.flatten())]));
        Assert.InRange(nn.functional.cosine_similarity(all, allReduced, 0, 1e-8).item<float>(), similarity, 1.0001f);
    }

    [Fact]
    public void Inference_and_the_weights_are_untouched()
    {
        using var scope = NewDisposeScope();
        using var graph = Build();
        using var module = new GraphModule(graph);
        module.eval();
        var images = randn(4, 1, 16, 16, generator: new Generator(3));
        var (weights, before) = (TinyNetwork.Weights(graph), module.call(images));

        module.Mode = ComputeMode.Bfloat16;

        Assert.Equal(weights, TinyNetwork.Weights(graph));
        Assert.Equal(0, Distance(module.call(images), before), 1e-5);
        Assert.Equal(0, module.call(images).sub(module.call(images)).abs().max().item<float>());
    }

    [Fact]
    public void Observed_values_are_float32()
    {
        using var scope = NewDisposeScope();
        using var graph = Build();
        using var module = new GraphModule(graph) { Mode = ComputeMode.Bfloat16 };
        module.train();
        var types = new HashSet<ScalarType>();
        module.Run([randn(4, 1, 16, 16)], (_, tensor) => types.Add(tensor.dtype));
        Assert.Equal([ScalarType.Float32], types);
    }

    [Theory]
    [InlineData("lenet")]
    [InlineData("vgg")]
    [InlineData("wide_resnet")]
    [InlineData("mobilenet_v3")]
    [InlineData("shufflenet_v2")]
    [InlineData("convnext")]
    [InlineData("vision_transformer")]
    public void Every_family_of_the_zoo_trains_in_bfloat16(string family)
    {
        using var scope = NewDisposeScope();
        using var graph = Family(family);
        using var module = new GraphModule(graph);
        module.train();
        var images = randn(8, 1, 32, 32, generator: new Generator(3));
        var (exact, _) = Step(module, images);

        module.Mode = ComputeMode.Bfloat16;
        var (near, gradients) = Step(module, images);

        Assert.Equal(exact.shape, near.shape);
        Assert.All(gradients.Values, gradient => Assert.True(gradient.dtype == ScalarType.Float32 && isfinite(gradient).all().item<bool>()));
        Assert.Equal(module.parameters().Count(), gradients.Count);
    }

    [Fact]
    public void Depthwise_convolutions_are_near_those_of_float32()
    {
        using var scope = NewDisposeScope();
        using var graph = MobileNetV2.Build(new() { Size = 16, Channels = 1, Classes = 10 }, 1);
        using var module = new GraphModule(graph);
        module.train();
        var images = randn(8, 1, 16, 16, generator: new Generator(3));
        var exact = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        module.Run([images], (value, tensor) => exact[value.Name] = Kept(scope, tensor));
        module.Mode = ComputeMode.Bfloat16;
        var distances = new List<float>();
        module.Run([images], (value, tensor) => distances.Add(Distance(tensor, exact[value.Name])));
        Assert.All(distances.Take(15), distance => Assert.InRange(distance, 0, 0.03f)); // the rounding of 50 further layers adds up
    }

    private static Graph Build() => ResNet.Build(new() { Size = 16, Classes = 10, Widths = [16, 32], Blocks = [1, 1] }, 1);

    private static Graph Family(string name) => name switch
    {
        "lenet" => new LeNetOptions { Size = 32, Padding = 0 }.Build(1),
        "vgg" => new VggOptions { Channels = 1, Size = 32, Widths = [8, 16], Blocks = [1, 1] }.Build(1),
        "wide_resnet" => new WideResNetOptions { Channels = 1, Size = 32, Depth = 10, Width = 1 }.Build(1),
        "mobilenet_v3" => new MobileNetV3Options { Channels = 1, Size = 32, WidthMultiplier = 0.25, StemStride = 1, Hidden = 32 }.Build(1),
        "shufflenet_v2" => new ShuffleNetV2Options { Channels = 1, Size = 32, Widths = [16, 32], Blocks = [2, 2], HeadChannels = 32, StemStride = 1 }.Build(1),
        "convnext" => new ConvNeXtOptions { Channels = 1, Size = 32, Widths = [8, 16], Blocks = [1, 1] }.Build(1),
        _ => new VisionTransformerOptions { Channels = 1, Size = 32, Patch = 8, Width = 24, Depth = 2, Heads = 3, Hidden = 48 }.Build(1),
    };

    private static Tensor Kept(DisposeScope scope, Tensor tensor)
    {
        var kept = tensor.detach().clone().DetachFromDisposeScope();
        scope.Attach(kept);
        return kept;
    }

    private static (Tensor Output, Dictionary<string, Tensor> Gradients) Step(GraphModule module, Tensor images)
    {
        foreach (var parameter in module.parameters())
        {
            parameter.grad = null;
        }

        var output = module.call(images);
        output.pow(2).mean().backward();
        return (output.detach(), module.named_parameters().Where(pair => pair.parameter.grad is not null).ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone(), StringComparer.Ordinal));
    }

    private static float Distance(Tensor a, Tensor b) => (a.sub(b).norm() / b.norm()).item<float>();
}
