using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using Occam.Onnx.Runtime;
using Occam.Tests.Core.Training;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class DropPathTests
{
    private const string Summand = "cell0.node0.from0.sep_conv_3x3.norm2";
    private static readonly GenotypeEdge[][] Nodes = [[new(0, "sep_conv_3x3"), new(1, "skip_connect")]];

    // An image's summand is there whole and divided by what stays, or not at all.
    [Fact]
    public void Summands_are_left_out_whole_for_each_image_alone()
    {
        using var scope = NewDisposeScope();
        using var algorithm = Prepared(0.6, out var graph);
        using var owned = graph;
        SetProgress(algorithm, step: 5, steps: 10); // half way: 0.3
        var seen = Values(algorithm, 400);

        var ratio = seen[$"{Summand}.drop_path"].div(seen[Summand]).reshape(400, -1);
        var shares = ratio[TensorIndex.Colon, 0];
        Assert.True(allclose(ratio, shares.unsqueeze(1).expand_as(ratio), 1e-4, 1e-5), "not the same factor all over an image");
        var kept = shares.gt(0).sum().item<long>();
        Assert.InRange(kept, 235, 325); // 280 of 400 expected, deviation 9
        Assert.True(allclose(shares.masked_select(shares.gt(0)), full([kept], 1 / 0.7f), 1e-4, 1e-5));
    }

    [Fact]
    public void States_handed_on_and_the_first_step_are_not_touched()
    {
        using var scope = NewDisposeScope();
        using var algorithm = Prepared(0.6, out var graph);
        using var owned = graph;
        SetProgress(algorithm, step: 0, steps: 10);
        var seen = Values(algorithm, 20);

        Assert.True(allclose(seen[Summand], seen[$"{Summand}.drop_path"]));
        Assert.Equal([$"{Summand}.drop_path"], algorithm.Graph.Nodes.Where(node => node.OpType == "Mul").Select(node => node.Name));
    }

    [Fact]
    public void Inference_and_what_is_written_have_nothing_of_it()
    {
        using var scope = NewDisposeScope();
        using var graph = Network();
        var images = randn(3, 1, 8, 8);
        using var algorithm = Prepared(0.6, out var owned);
        using var other = owned;
        SetProgress(algorithm, step: 9, steps: 10);
        algorithm.Eval();
        using var guard = no_grad();
        foreach (var value in graph.Constants.Where(value => value.Constant!.Tensor.is_floating_point()))
        {
            value.Constant!.Tensor.copy_(algorithm.Graph.Find(value.Name)!.Constant!.Tensor); // the step has changed statistics
        }

        var expected = ParityCheck.RunInTorch(graph, [images])[0];
        using var written = algorithm.Export();

        Assert.True(allclose(expected, algorithm.Modules[0].Module.call(images)));
        Assert.DoesNotContain(written.Values, value => value.Name.Contains("drop_path", StringComparison.Ordinal));
        Assert.True(allclose(expected, ParityCheck.RunInTorch(written, [images])[0]));
        Assert.Equal(graph.Nodes.Count, written.Nodes.Count);
    }

    [Fact]
    public void Network_without_such_sums_and_options_out_of_range_are_refused()
    {
        using var graph = TinyNetwork.Build();
        using var component = new DropPath();

        Assert.Contains("cell*.node*", Assert.Throws<GraphException>(() => component.Prepare(graph)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DropPath(new() { Probability = 1 }));
    }

    private static CombinedAlgorithm Prepared(double probability, out Graph graph)
    {
        graph = Network();
        var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), [new DropPath(new() { Probability = probability })]);
        algorithm.Start(new(new Dictionary<string, Optimizer>(StringComparer.Ordinal)));
        return algorithm;
    }

    // The ratio is set before the forward pass of a step.
    private static void SetProgress(CombinedAlgorithm algorithm, long step, long steps)
    {
        algorithm.Train();
        using var sgd = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 1e-30 });
        var context = new StepContext(sgd) { Step = step, Steps = steps };
        algorithm.TrainStep(new Batch(randn(4, 1, 8, 8), tensor(new long[] { 0, 1, 2, 3 })), context);
    }

    private static Dictionary<string, Tensor> Values(CombinedAlgorithm algorithm, int images)
    {
        var seen = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var guard = no_grad();
        algorithm.Modules[0].Module.Run([randn(images, 1, 8, 8)], (value, tensor) =>
        {
            if (value.Name.StartsWith(Summand, StringComparison.Ordinal) && tensor.dim() == 4)
            {
                seen[value.Name] = tensor.clone().MoveToOuterDisposeScope().MoveToOuterDisposeScope();
            }
        });
        return seen;
    }

    private static Graph Network()
    {
        var graph = DartsCells.Build(new() { Width = 2, Cells = 1, Nodes = 1, Size = 8, Classes = 4 }, new(Nodes, Nodes), seed: 3);
        using var scope = NewDisposeScope();
        graph.Find("cell0.node0.from0.sep_conv_3x3.norm2.bias")!.Constant!.Tensor.fill_(20); // no zeros to divide by
        return graph;
    }
}
