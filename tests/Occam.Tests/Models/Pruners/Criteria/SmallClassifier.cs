using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Building;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

/// <summary>An image, 5 hidden channels of a convolution with bias and ReLU, read by a convolution of 6 channels, averaged and classified; and the same in plain tensors.</summary>
internal sealed class SmallClassifier : IDisposable
{
    private const int Examples = 6;

    public SmallClassifier(bool labelled = true)
    {
        using var builder = new GraphBuilder("small", 3);
        var x = builder.Input("image", 1, 8, 8);
        x = builder.Relu(builder.Conv(x, "hidden", 5, 3, bias: true), "relu");
        x = builder.Relu(builder.Conv(x, "reader", 6, 3), "relu2");
        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        Graph = builder.Build(("logits", builder.Linear(x, "classifier", 4)));
        Analysis = ChannelAnalysis.Run(Graph);
        var images = new MemoryDataset(Examples, labelled: labelled);
        Data = new(new BatchLoader(images, Normalisation.Measure(images), new() { BatchSize = 4 }));
    }

    public Graph Graph { get; }

    public ChannelAnalysis Analysis { get; }

    public CriterionData Data { get; }

    public IReadOnlyList<UnitScores> Score(IImportance importance) => importance.Score(new(Analysis, Data));

    public Tensor Weight(string name) => Graph.Find(name)!.Constant!.Tensor.detach();

    /// <summary>Every example alone, [1, 1, 8, 8], with its label or -1.</summary>
    public (Tensor Image, Tensor? Label)[] All() =>
        [.. Data.Loader.Read().SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (batch.Images.narrow(0, i, 1).clone(), batch.Labels?.narrow(0, i, 1).clone())))];

    /// <summary>The hidden activations of an image, [1, 5, 8, 8].</summary>
    public Tensor Hidden(Tensor image) => nn.functional.conv2d(image, Weight("hidden.weight"), Weight("hidden.bias"), padding: [1, 1]).relu();

    /// <summary>The loss from hidden activations, with explicit weights of the reader; without a label, that of the most probable class.</summary>
    public Tensor Loss(Tensor hidden, Tensor? label, Tensor? reader = null)
    {
        var features = nn.functional.conv2d(hidden, reader ?? Weight("reader.weight"), padding: [1, 1]).relu().mean([2, 3]);
        var logits = nn.functional.linear(features, Weight("classifier.weight"), Weight("classifier.bias"));
        return nn.functional.cross_entropy(logits, label ?? logits.detach().argmax(1));
    }

    /// <summary>For each example the gradient by a mask [5] on the hidden channels.</summary>
    public double[][] MaskGradients() => [.. All().Select(example =>
    {
        using var scope = NewDisposeScope();
        var mask = ones([1, 5, 1, 1], requires_grad: true);
        Loss(Hidden(example.Image) * mask, example.Label).backward();
        return mask.grad!.reshape(-1).to(ScalarType.Float64).data<double>().ToArray();
    })];

    public void Dispose() => Graph.Dispose();
}
