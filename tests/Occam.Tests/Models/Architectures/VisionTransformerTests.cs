using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Architectures;

public sealed class VisionTransformerTests
{
    [Theory]
    [InlineData("deit_tiny", 5_717_416)]
    [InlineData("deit_small", 22_050_664)]
    [InlineData("vit_b_16", 86_567_656)]
    [InlineData("deit_tiny_distilled", 5_910_800)]
    [InlineData("deit_small_distilled", 22_436_432)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_torchvision_for_its_weights() =>
        ZooChecks.EqualsShared("vit", () => new VisionTransformerOptions { Size = 32, Patch = 8, Width = 32, Depth = 2, Heads = 4, Hidden = 64 }.Build());

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => new VisionTransformerOptions { Size = 16, Patch = 4, Width = 24, Depth = 2, Heads = 3, Hidden = 40 }.Build(3));

    [Fact]
    public void Distilled_form_equals_ONNX_Runtime_too() =>
        ZooChecks.EqualsOnnxRuntime(() => new VisionTransformerOptions { Size = 16, Patch = 8, Width = 16, Depth = 1, Heads = 2, Hidden = 20, Distilled = true, Dropout = 0.1 }.Build(3));

    [Fact]
    public void Distilled_logits_are_the_mean_of_both_classifiers()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = new VisionTransformerOptions { Size = 16, Patch = 8, Width = 16, Depth = 1, Heads = 2, Hidden = 20, Distilled = true }.Build();
        var heads = new Dictionary<string, float[]>(StringComparer.Ordinal);
        using var module = new GraphModule(graph);
        module.eval();
        var output = module.Run([rand(2, 3, 16, 16)], (value, tensor) =>
        {
            if (value.Name is "head.class" or "head.distillation")
            {
                heads[value.Name] = tensor.data<float>().ToArray();
            }
        })[0];

        var (own, distilled) = (heads["head.class"], heads["head.distillation"]);
        Assert.Contains(own.Zip(distilled), pair => Math.Abs(pair.First - pair.Second) > 1e-3);
        Assert.All(own.Zip(distilled, output.data<float>().ToArray()), triple => Assert.Equal((triple.First + triple.Second) / 2, triple.Third, 1e-6f));
    }

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new VisionTransformerOptions { Size = 30, Heads = 5 }).Build());

        Assert.Contains("Size has to be a multiple of Patch, but they are 30 and 16.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Width has to be a multiple of Heads, but they are 192 and 5.", error.Message, StringComparison.Ordinal);
    }
}
