using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Tests.Models.SearchSpaces;

/// <summary>Any network is a search space: what runs in place, what is cut out, and what ONNX Runtime makes of it are the same.</summary>
public sealed class UnitSpaceTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Networks => ["resnet", "shufflenet", "mobilenet_v3", "transformer", "autoslim", "kernels"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void SubnetsRunInPlaceAsTheyAreCutOut(string name)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = Build(name);
        var space = SearchSpace.Of(graph);
        var cost = new SubnetCost(space);
        using var module = new GraphModule(graph);
        module.eval();
        using var subnets = new SubnetModule(space, module);
        foreach (var subnet in new[] { space.Mutator.Largest, space.Mutator.Smallest, space.Mutator.Sample(1, 0), space.Mutator.Sample(1, 1) })
        {
            var inputs = RandomInputs.For(graph, 5);
            var expected = subnets.Run(subnet, inputs)[0];
            using var resolved = space.Resolve(subnet);
            GraphVerifier.Verify(resolved);
            Assert.True(OutputDifference.Between(name, expected, ParityCheck.RunInTorch(resolved, inputs)[0]).Relative < Tolerance, $"{name}: {subnet}");
            using var session = new OnnxSession(resolved);
            Assert.True(OutputDifference.Between(name, expected, session.Run(inputs)[0]).Relative < 10 * Tolerance);
            var counted = CostTable.Measure(resolved);
            Assert.Equal(new SubnetFigures(counted.Macs, counted.Parameters), cost.Of(subnet));
            Assert.Null(WidthChoices.Of(resolved));
            Assert.Null(KernelChoices.Of(resolved));
        }
    }

    [Fact]
    public void TheLargestSubnetIsTheNetwork()
    {
        using var scope = NewDisposeScope();
        using var network = ResNet.Build(new() { Size = 16, Widths = [16, 32], Blocks = [2, 2] }, 1);
        using var graph = network.Clone();
        UnitSpace.Prepare(graph, depth: true, new([0.5, 1], 8));
        var space = SearchSpace.Of(graph);
        using var resolved = space.Resolve(space.Mutator.Largest);
        var inputs = RandomInputs.For(network, 2);
        Assert.Equal(ParityCheck.RunInTorch(network, inputs)[0].data<float>().ToArray(), ParityCheck.RunInTorch(resolved, inputs)[0].data<float>().ToArray());
    }

    [Fact]
    public void ASkippedBranchIsGone()
    {
        using var graph = ResNet.Build(new() { Size = 16, Widths = [16], Blocks = [3] }, 1);
        UnitSpace.Prepare(graph, depth: true, null);
        var space = SearchSpace.Of(graph);
        Assert.Equal(3, space.Mutables.Count);
        using var resolved = space.Resolve(space.Mutator.Smallest);
        Assert.Equal(1, resolved.Nodes.Count(node => node.OpType == "Conv"));
    }

    [Fact]
    public void TheFileOfASupernetSaysItsWidths()
    {
        using var graph = Build("autoslim");
        using var read = OnnxReader.Read(OnnxWriter.ToBytes(graph));
        Assert.Equal(SearchSpace.Of(graph).Mutator.Largest, SearchSpace.Of(read).Mutator.Largest);
        Assert.Equal(SearchSpace.Of(graph).Mutator.Smallest, SearchSpace.Of(read).Mutator.Smallest);
        Assert.Equal([2, 4, 6, 8, 12], new WidthChoices([1.0 / 6, 0.33, 0.5, 0.66], 2).WidthsOf(12));
    }

    [Fact]
    public void Windows_are_those_that_fit_and_stand_in_the_file()
    {
        using var graph = Build("kernels");
        using var read = OnnxReader.Read(OnnxWriter.ToBytes(graph));
        var kernels = SearchSpace.Of(read).Mutables.OfType<KernelSize>().ToArray();

        Assert.Equal(SearchSpace.Of(graph).Mutables.Select(mutable => mutable.ToString()), SearchSpace.Of(read).Mutables.Select(mutable => mutable.ToString()));
        Assert.Contains(kernels, kernel => kernel.Choices.SequenceEqual(["1", "3", "5"]));
        Assert.Contains(kernels, kernel => kernel.Choices.SequenceEqual(["1", "3"]));
        Assert.All(graph.Nodes.Where(node => node.OpType == "Conv"), node => Assert.Equal(node.Input(1).Constant!.Dimensions[2] > 1, Array.Exists(kernels, kernel => kernel.Node.Name == node.Name)));
        read.Info = read.Info with { Metadata = [new("occam.kernels", "3 nowhere")] };
        Assert.Contains("nowhere", Assert.Throws<GraphException>(() => SearchSpace.Of(read)).Message, StringComparison.Ordinal);
        read.Info = read.Info with { Metadata = [new("occam.kernels", "three stem")] };
        Assert.Contains("three stem", Assert.Throws<GraphException>(() => SearchSpace.Of(read)).Message, StringComparison.Ordinal);
    }

    private static Graph Build(string name)
    {
        if (name == "autoslim")
        {
            return new AutoSlimMobileNetV2Options().Build(2);
        }

        var graph = name switch
        {
            "resnet" => ResNet.Build(new() { Size = 16, Widths = [16, 32], Blocks = [2, 2] }, 1),
            "shufflenet" => new ShuffleNetV2Options { Size = 32, StemStride = 1, Widths = [32, 64], Blocks = [2, 2], HeadChannels = 64 }.Build(1),
            "kernels" => new ProxylessMobileNetOptions { Size = 12, Settings = [new InvertedResiduals { Channels = 8, Blocks = 2, Stride = 2 }], HeadChannels = 16, Classes = 4 }.Build(5),
            "mobilenet_v3" => Zoo.Find("mobilenet_v3_small").Options.Build(1),
            _ => new VisionTransformerOptions { Size = 16, Patch = 4, Width = 32, Depth = 2, Heads = 2, Hidden = 64 }.Build(1),
        };
        UnitSpace.Prepare(graph, depth: true, new([0.5, 0.75, 1], 4), name == "kernels" ? [1, 3, 5] : null);
        return graph;
    }
}
