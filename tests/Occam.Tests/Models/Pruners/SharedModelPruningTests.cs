using Occam.Graphs;
using Occam.Models.Pruners;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners;

public sealed class SharedModelPruningTests
{
    [Theory]
    [InlineData("resnet_basic")]
    [InlineData("resnet_basic_folded")]
    [InlineData("resnext_bottleneck")]
    [InlineData("vgg_flatten")]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    [InlineData("shufflenet_v2")]
    [InlineData("squeezenet")]
    [InlineData("densenet")]
    [InlineData("googlenet_like")]
    [InlineData("efficientnet")]
    [InlineData("regnet_y")]
    [InlineData("convnext")]
    [InlineData("vit")]
    [InlineData("vit_fused_qkv")]
    [InlineData("vit_fused_qkv_op16")]
    [InlineData("swin")]
    [InlineData("unet")]
    [InlineData("espcn_prelu_pixelshuffle")]
    [InlineData("groupnorm")]
    [InlineData("glu_chunk_silu")]
    [InlineData("squeeze_excite")]
    [InlineData("selective_kernel")]
    [InlineData("fpn_shared_heads")]
    [InlineData("lraspp_mobilenet_v3")]
    [InlineData("transformer_encoder")]
    [InlineData("mlp")]
    [InlineData("conv1d")]
    [InlineData("wide_multiplier_depthwise")]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Half_of_every_unit_leaves_and_the_oracle_agrees(string name)
    {
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", name, "model.onnx"));
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        Assert.NotEmpty(analysis.Units);
        var plan = new PruningPlan([.. analysis.Units.Select(unit => new UnitPlan(unit, [.. unit.Channels.Where(channel => channel.Index % 2 == 1)]))]);

        var compensation = Pruner.Compensate(analysis, plan);
        using var pruned = Pruner.Apply(analysis, plan, compensation);
        var oracle = PruningOracle.Check(analysis, plan, RandomInputs.For(analysis.Graph, seed: 3), compensation);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {string.Join(", ", analysis.Units.Select(unit => $"{unit.Name}:{unit.Channels.Count}{(unit.IsZeroEquivalent ? string.Empty : "~")}"))}; "
            + $"frozen {string.Join(", ", analysis.Frozen.Select(frozen => $"{frozen.Node.Name}:{frozen.Count} {frozen.Reason}"))}; oracle {oracle}; constants kept {compensation.Kept}, lost {compensation.Lost}: {string.Join(", ", compensation.Readers.Select(reader => $"{reader.Reader}:{reader.Channels} {reader.WhyNot}").Take(6))}");
        GraphVerifier.Verify(pruned);
        Assert.True(oracle.Passed, oracle.ToString());
    }
}
