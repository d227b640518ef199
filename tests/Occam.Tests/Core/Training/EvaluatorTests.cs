using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using Occam.Onnx.Runtime;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Training;

public sealed class EvaluatorTests
{
    [Fact]
    public void Accuracy_and_agreement_are_shares_of_the_images()
    {
        var data = new MemoryDataset(8); // labels 0 1 2 3 0 1 2 3

        Assert.Equal(0.75, Evaluator.Accuracy([0, 1, 2, 3, 0, 1, 0, 0], data));
        Assert.Equal(0.5, Evaluator.Agreement([1, 2, 3, 4], [1, 2, 0, 0]));
    }

    [Fact]
    public void Accuracy_without_labels_is_refused() =>
        Assert.Throws<ArgumentException>(() => Evaluator.Accuracy([0], new MemoryDataset(1, labelled: false)));

    [Fact]
    public void OnnxRuntime_and_module_predict_the_same()
    {
        using var graph = TinyNetwork.Build();
        using var module = new GraphModule(graph);
        module.eval();
        using var session = new OnnxSession(graph);
        var data = new MemoryDataset(21);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 8 });

        var ours = Evaluator.Predict(module.call, loader);
        var theirs = Evaluator.Predict(images => session.Run([images])[0], loader);

        Assert.Equal(ours, theirs);
        Assert.Equal(21, ours.Length);
    }

    [Fact]
    public void Network_that_gives_no_logits_is_refused_with_the_shape()
    {
        var data = new MemoryDataset(2);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new());

        var error = Assert.Throws<ArgumentException>(() => Evaluator.Predict(images => images.alias(), loader));

        Assert.Contains("[2, 1, 8, 8]", error.Message, StringComparison.Ordinal);
    }
}
