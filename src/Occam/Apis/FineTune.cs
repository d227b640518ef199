using System.Diagnostics;
using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Passes;
using Occam.Models.Algorithms;
using Occam.Models.Distillers;
using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Apis;

/// <summary>Trains a compressed network with the original as teacher; labels help but are not needed.</summary>
public static class FineTune
{
    private const int TimedSteps = 3;

    /// <summary>Trains the student's weights in place.</summary>
    /// <param name="student">The network to train.</param>
    /// <param name="teacher">The original; not changed.</param>
    /// <param name="images">The training images.</param>
    /// <param name="input">How both networks are fed.</param>
    /// <param name="options">Length, learning rate and the like.</param>
    /// <param name="progress">Called after every step; default nothing.</param>
    /// <param name="cancellation">Ends the run between two steps.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingException">The loss is not a number.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the checkpoint, where one is named, holds what was reached.</exception>
    public static FineTuneResult Run(
        Graph student,
        Graph teacher,
        Dataset images,
        InputSpec input,
        FineTuneOptions options,
        Action<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var loader = new BatchLoader(images, input.NormalisationFor(images), new()
        {
            BatchSize = options.BatchSize,
            Shuffle = true,
            Augmentation = options.Augmentation,
            Layout = input.Layout,
            Seed = options.Seed,
            Workers = options.Workers,
        });
        using var original = teacher.Clone();
        new FoldBatchNormPass().Apply(original); // the same answers, sooner
        using var teaching = new GraphModule(original);
        using var algorithm = Distillation(student, teaching, options.Distillation);
        using var trainer = new Trainer(algorithm, loader, new()
        {
            Epochs = options.Epochs,
            BatchSize = options.BatchSize,
            LearningRate = options.LearningRate,
            WeightDecay = options.WeightDecay,
            Seed = options.Seed,
            Steps = Steps(student, teaching, loader, options),
        });
        var last = 0.0;
        trainer.Run(options.Checkpoint, reached =>
        {
            last = reached.Loss;
            progress?.Invoke(reached);
        }, cancellation);
        return new(trainer.Steps, (double)trainer.Steps / loader.BatchCount, last, watch.Elapsed);
    }

    private static CombinedAlgorithm Distillation(Graph student, GraphModule teacher, DistillationOptions options) => new(
        student,
        new CrossEntropyLoss(new() { Weight = options.LabelWeight, Optional = true }),
        [new LogitDistiller(teacher, options.Divergence)]);

    // An interrupted run keeps the length that it chose at its start.
    private static long? Steps(Graph student, GraphModule teacher, BatchLoader loader, FineTuneOptions options) => options switch
    {
        { Steps: { } steps } => steps,
        { TimeBudget: null } => null,
        { Checkpoint: { } checkpoint } when RunState.ReadSteps(checkpoint) is { } chosen => chosen,
        { TimeBudget: { } budget } => StepsWithin(budget, student, teacher, loader, options),
    };

    // Times steps on a copy, so that the student starts untouched.
    private static long StepsWithin(TimeSpan budget, Graph student, GraphModule teacher, BatchLoader loader, FineTuneOptions options)
    {
        using var copy = student.Clone();
        using var algorithm = Distillation(copy, teacher, options.Distillation);
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters) { LearningRate = 0 };
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        var fastest = TimeSpan.MaxValue;
        algorithm.Train();
        foreach (var batch in loader.Read(epoch: -1).Take(TimedSteps))
        {
            var start = watch.Elapsed;
            algorithm.TrainStep(batch, new(optimizer));
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, (watch.Elapsed - start).Ticks));
        }

        var remaining = budget - watch.Elapsed;
        return Math.Clamp((long)(remaining / fastest), 1, (long)options.Epochs * loader.BatchCount);
    }
}
