using System.Diagnostics;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Onnx;

namespace Occam.Apis;

/// <summary>Trains a network of the zoo on a folder of labelled images and writes it as ONNX.</summary>
public static class Train
{
    private const int TestBatch = 500;

    /// <summary>Trains and writes.</summary>
    /// <param name="options">Data, output, network, training.</param>
    /// <param name="progress">Called after every step; default nothing.</param>
    /// <param name="epochDone">Called after every epoch with its test accuracy; default nothing.</param>
    /// <param name="cancellation">Ends the run between two steps; the checkpoint then holds what was reached.</param>
    /// <exception cref="DataException">The data cannot be read, or has no labels.</exception>
    /// <exception cref="TrainingException">The loss is not a number, or the checkpoint is not of this run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static TrainResult Run(
        TrainOptions options,
        Action<TrainingProgress>? progress = null,
        Action<EpochResult>? epochDone = null,
        CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var training = options.Training;
        var input = new InputSpec { Size = new(options.Network.Channels, options.Network.Size, options.Network.Size) };
        var data = DataSource.Open(options.Data, input);
        if (!data.HasLabels)
        {
            throw new DataException($"'{options.Data}' has no labels: training from scratch needs a folder for each class, or a file of IDX labels.");
        }

        input = input with { Normalisation = data.Train is ImageDataset images ? Normalisation.Measure(images) : input.NormalisationFor(data.Train), Classes = data.Train.Classes };
        using var graph = (options.Network with { Classes = data.Train.Classes.Count }).Build(training.Seed);
        input.Write(graph);
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(new() { LabelSmoothing = training.LabelSmoothing }));
        var module = algorithm.Modules[0].Module;
        using var trainer = new Trainer(algorithm, TrainingBatches(data.Train, input, training), training);
        var test = new BatchLoader(data.Test, input.Normalisation, new() { BatchSize = TestBatch });
        double? accuracy = null;
        trainer.Run(
            Checkpoint(options),
            reached =>
            {
                progress?.Invoke(reached);
                if (reached.EpochDone)
                {
                    accuracy = Test(module, test, cancellation);
                    epochDone?.Invoke(new(reached.Epoch + 1, reached.Loss, accuracy.Value));
                }
            },
            cancellation);
        OnnxWriter.Write(graph, options.Output);
        CheckpointHistory.Delete(CheckpointPath(options));
        return new(accuracy ?? Test(module, test, cancellation), module.parameters().Sum(parameter => parameter.numel()), options.Output, watch.Elapsed);
    }

    private static BatchLoader TrainingBatches(Dataset train, InputSpec input, TrainingOptions training) => new(train, input.NormalisationFor(train), new()
    {
        BatchSize = training.BatchSize,
        Shuffle = true,
        Augmentation = training.Augmentation,
        Seed = training.Seed,
        Workers = training.Workers,
    });

    private static double Test(GraphModule module, BatchLoader test, CancellationToken cancellation)
    {
        module.eval();
        try
        {
            return Evaluator.Accuracy(Evaluator.Predict(module.call, test, cancellation), test.Dataset);
        }
        finally
        {
            module.train();
        }
    }

    private static string CheckpointPath(TrainOptions options) => Path.ChangeExtension(options.Output, ".checkpoint");

    private static string Checkpoint(TrainOptions options)
    {
        var path = CheckpointPath(options);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (!options.Resume)
        {
            CheckpointHistory.Delete(path);
        }

        return path;
    }
}
