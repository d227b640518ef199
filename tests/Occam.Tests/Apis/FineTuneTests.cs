using Occam.Apis;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;

namespace Occam.Tests.Apis;

public sealed class FineTuneTests
{
    private static readonly MemoryDataset Unlabelled = new(64, labelled: false);
    private static readonly InputSpec Input = new() { Size = new(1, 8, 8), Normalisation = Normalisation.Measure(Unlabelled) };
    private static readonly FineTuneOptions Options = new() { Epochs = 6, BatchSize = 16, LearningRate = 0.05, Augmentation = Augmentation.None };

    [Fact]
    public void Student_without_labels_comes_to_agree_with_its_teacher()
    {
        using var teacher = Teacher();
        using var student = TinyNetwork.Build(seed: 9);
        var before = TinyNetwork.Weights(teacher);

        var result = FineTune.Run(student, teacher, Unlabelled, Input, Options with { Epochs = 15 });

        Assert.Equal(60, result.Steps);
        Assert.True(Evaluator.Agreement(Predict(student), Predict(teacher)) > 0.95);
        Assert.Equal(before, TinyNetwork.Weights(teacher));
    }

    [Fact]
    public void Labelled_images_add_cross_entropy_to_the_losses()
    {
        using var teacher = TinyNetwork.Build(seed: 2);
        using var student = TinyNetwork.Build(seed: 3);
        var losses = new List<string>();

        FineTune.Run(student, teacher, new MemoryDataset(16), Input, Options with { Epochs = 1 }, reached => losses.AddRange(reached.Losses.Select(pair => pair.Key)));

        Assert.Equal(["cross_entropy", "divergence"], losses);
    }

    [Fact]
    public void Time_budget_shortens_the_run_and_the_schedule_with_it()
    {
        using var teacher = TinyNetwork.Build(seed: 2);
        using var student = TinyNetwork.Build(seed: 3);
        TrainingProgress? last = null;

        var result = FineTune.Run(student, teacher, Unlabelled, Input, Options with { TimeBudget = TimeSpan.FromTicks(1) }, reached => last = reached);

        Assert.Equal(1, result.Steps);
        Assert.Equal(0.25, result.Epochs);
        Assert.Equal((1, 1), (last!.Step, last.Steps));
    }

    private static Graph Teacher()
    {
        var data = new MemoryDataset(64);
        var graph = TinyNetwork.Build(seed: 2);
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        var loader = new BatchLoader(data, Input.Normalisation!, new() { BatchSize = 16, Shuffle = true });
        using var trainer = new Trainer(algorithm, loader, new() { Epochs = 4, LearningRate = 0.05 });
        trainer.Run();
        return graph;
    }

    private static int[] Predict(Graph graph)
    {
        using var copy = graph.Clone();
        using var module = new GraphModule(copy);
        module.eval();
        return Evaluator.Predict(module.call, new BatchLoader(Unlabelled, Input.Normalisation!, new()));
    }
}
