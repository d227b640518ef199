using Occam.Core.Training.Hooks;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training.Hooks;

public sealed class ClassifierEvaluationTests
{
    [Fact]
    public void Shares_and_loss_are_those_of_the_logits_by_hand()
    {
        using var graph = ResNet.Build(new() { Size = 8, Classes = 9, Widths = [8], Blocks = [1] }, 4);
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        algorithm.Eval();
        var data = new MemoryDataset(50, classes: 9);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 16 });

        var metrics = new ClassifierEvaluation(algorithm, loader).Measure(TestContext.Current.CancellationToken);

        var (top1, top5, loss) = (0, 0, 0.0);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var image = 0;
        foreach (var batch in loader.Read())
        {
            foreach (var row in algorithm.Modules[0].Module.call(batch.Images).data<float>().ToArray().Chunk(9))
            {
                var label = data.Label(image++);
                var rank = row.Count(other => other > row[label]);
                top1 += rank == 0 ? 1 : 0;
                top5 += rank < 5 ? 1 : 0;
                loss += Math.Log(row.Sum(x => Math.Exp(x))) - row[label];
            }
        }

        Assert.InRange(top5, top1 + 1, 49);
        Assert.Equal(top1 / 50.0, metrics["top1"], 1e-12);
        Assert.Equal(top5 / 50.0, metrics["top5"], 1e-12);
        Assert.Equal(loss / 50, metrics["loss"], 1e-5);
    }

    [Fact]
    public void Images_without_labels_are_refused()
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        var data = new MemoryDataset(8, labelled: false);
        Assert.Throws<DataException>(() => new ClassifierEvaluation(algorithm, new(data, Normalisation.Measure(data), new())).Measure(TestContext.Current.CancellationToken));
    }
}
