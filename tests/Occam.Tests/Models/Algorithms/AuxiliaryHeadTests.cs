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

public sealed class AuxiliaryHeadTests
{
    private static readonly GenotypeEdge[][] Nodes = [[new(0, "sep_conv_3x3"), new(1, "skip_connect")]];

    [Fact]
    public void Its_cross_entropy_is_added_with_its_weight()
    {
        using var scope = NewDisposeScope();
        using var graph = Network();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), [new AuxiliaryHead(new() { Weight = 0.3 })]);
        algorithm.Train();
        var batch = new Batch(randn(4, 1, 12, 12), tensor(new long[] { 0, 1, 2, 3 }));
        var outputs = algorithm.Modules[0].Module.Run([batch.Images]);
        var expected = 0.3 * nn.functional.cross_entropy(outputs[1], batch.Labels!).item<float>();
        using var sgd = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 1e-3 });

        var result = algorithm.TrainStep(batch, new(sgd));

        var losses = result.Losses.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        Assert.Equal(expected, losses["auxiliary"], 1e-5);
        Assert.Equal(losses["cross_entropy"] + losses["auxiliary"], result.Total, 1e-5);
        Assert.NotNull(algorithm.ParameterSets[0].Parameters.Single(pair => pair.Name == "auxiliary.classifier.weight").Weight.grad);
    }

    [Fact]
    public void What_is_written_has_no_trace_of_it_and_the_same_logits()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = Network();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), [new AuxiliaryHead()]);
        var images = randn(3, 1, 12, 12);
        algorithm.Eval();
        var expected = algorithm.Modules[0].Module.call(images);

        using var written = algorithm.Export();

        Assert.DoesNotContain(written.Values, value => value.Name.StartsWith("auxiliary", StringComparison.Ordinal));
        Assert.Equal(["logits"], written.Outputs.Select(value => value.Name));
        Assert.Equal(expected, ParityCheck.RunInTorch(written, [images])[0], (a, b) => a.Equals(b));
        Assert.InRange(ParityCheck.Run(written, [images]).Largest, 0, 1e-4);
    }

    [Fact]
    public void Network_without_that_output_is_refused()
    {
        using var graph = TinyNetwork.Build();

        var error = Assert.Throws<GraphException>(() => new CombinedAlgorithm(graph, new CrossEntropyLoss(), [new AuxiliaryHead()]));

        Assert.Contains("'auxiliary'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new AuxiliaryHead(new() { Weight = 0 }));
    }

    private static Graph Network() => DartsCells.Build(new() { Width = 2, Cells = 3, Nodes = 1, Size = 12, Classes = 4, Auxiliary = true }, new(Nodes, Nodes), seed: 3);
}
