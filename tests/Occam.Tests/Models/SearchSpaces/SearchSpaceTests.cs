using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Tests.Models.SearchSpaces;

public sealed class SearchSpaceTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Spaces => ["shuffle", "mobile"];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void ASubnetCutOutComputesWhatTheSupernetComputesUnderIt(string name)
    {
        using var scope = NewDisposeScope();
        using var supernet = Build(name);
        Disturb(supernet);
        var space = SearchSpace.Of(supernet);
        using var module = new GraphModule(supernet);
        module.eval();
        using var guard = no_grad();
        for (var draw = 0; draw < 4; draw++)
        {
            var subnet = space.Mutator.Sample(7, draw);
            module.Select(space.Paths(subnet));
            var inputs = RandomInputs.For(supernet, (ulong)draw);
            var expected = module.Run(inputs)[0];
            using var resolved = space.Resolve(subnet);
            GraphVerifier.Verify(resolved);
            Assert.DoesNotContain(resolved.Nodes, node => node.Domain == "occam");
            Assert.True(OutputDifference.Between("torch", expected, ParityCheck.RunInTorch(resolved, inputs)[0]).Relative < Tolerance);
            using var session = new OnnxSession(resolved);
            Assert.True(OutputDifference.Between("onnx", expected, session.Run(inputs)[0]).Relative < Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void AStepTouchesOnlyThePathThatItTakes(string name)
    {
        using var scope = NewDisposeScope();
        using var supernet = Build(name);
        var space = SearchSpace.Of(supernet);
        using var module = new GraphModule(supernet);
        var subnet = space.Mutator.Sample(3, 0);
        module.Select(space.Paths(subnet));
        module.train();
        module.Run(RandomInputs.For(supernet, 1))[0].sum().backward();
        using var resolved = space.Resolve(subnet);
        string[] expected = [.. resolved.Constants.Where(GraphModule.IsTrainable).Select(value => value.Name).Order(StringComparer.Ordinal)];
        string[] touched = [.. module.named_parameters().Where(pair => pair.parameter.grad is not null).Select(pair => pair.name).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, touched);
    }

    [Fact]
    public void ASupernetIsWrittenAndReadAsAFile()
    {
        using var supernet = Build("shuffle");
        using var read = OnnxReader.Read(OnnxWriter.ToBytes(supernet));
        var (before, after) = (SearchSpace.Of(supernet), SearchSpace.Of(read));
        Assert.Equal(before.Mutables.Select(mutable => mutable.ToString()), after.Mutables.Select(mutable => mutable.ToString()));
        Assert.Equal(before.Mutator.Sample(1, 2), after.Mutator.Sample(1, 2));
    }

    [Fact]
    public void ThePublishedSpacesHaveThePublishedSizes()
    {
        using var shuffle = SposShuffleNetOptions.ImageNet.Build();
        using var mobile = ProxylessMobileNetOptions.ImageNet.Build();
        Assert.Equal(Math.Pow(4, 20), SearchSpace.Of(shuffle).Mutator.Count);
        // 21 blocks: 7 choices, but 6 where stride or width change, which is once a stage.
        Assert.Equal(Math.Pow(7, 15) * Math.Pow(6, 6), SearchSpace.Of(mobile).Mutator.Count, 1.0);
    }

    [Fact]
    public void WidthsKeepTheFirstChannelsAndKernelsTheCentre()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = new Convolutions().Graph;
        var analysis = ChannelAnalysis.Run(graph);
        var unit = analysis.Units.Single(unit => unit.Name == "a");
        var space = new SearchSpace(graph, [new ChannelWidth(unit, [2, 6]), new KernelSize(graph.FindNode("b")!, [1, 3, 5])], analysis);
        using var resolved = space.Resolve(new([new("a", "2"), new("b.kernel", "3")]));
        var input = RandomInputs.For(graph, 4)[0];
        var (a, b) = (graph.Find("a.weight")!.Constant!.Tensor, graph.Find("b.weight")!.Constant!.Tensor);
        var hidden = nn.functional.conv2d(input, a.narrow(0, 0, 2), padding: [1, 1]).relu();
        var expected = nn.functional.conv2d(hidden, b.narrow(1, 0, 2).narrow(2, 1, 3).narrow(3, 1, 3), padding: [1, 1]);
        Assert.True(OutputDifference.Between("y", expected, ParityCheck.RunInTorch(resolved, [input])[0]).Relative < Tolerance);
    }

    private static Graph Build(string name) => name == "shuffle"
        ? new SposShuffleNetOptions { Size = 12, Widths = [16, 24], Blocks = [2, 2], StemChannels = 8, HeadChannels = 16, Classes = 4 }.Build(5)
        : new ProxylessMobileNetOptions { Size = 12, Settings = [new InvertedResiduals { Channels = 8, Blocks = 2, Stride = 2 }], HeadChannels = 16, Classes = 4 }.Build(5);

    // Fresh statistics are zeros and ones, which a mixed-up BatchNorm would not show.
    private static void Disturb(Graph graph)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var generator = new Generator(3, CPU);
        foreach (var value in graph.Constants.Where(value => value.Name.Contains("running_", StringComparison.Ordinal)))
        {
            value.Constant!.Tensor.uniform_(0.5, 1.5, generator);
        }
    }

    private sealed class Convolutions
    {
        public Convolutions()
        {
            using var builder = new GraphBuilder("convolutions", 2);
            var x = builder.Input("x", 3, 9, 9);
            x = builder.Relu(builder.Conv(x, "a", 6, 3), "a.relu");
            Graph = builder.Build(("y", builder.Conv(x, "b", 4, 5)));
        }

        public Graph Graph { get; }
    }
}
