using System.Diagnostics;
using System.Text.Json;
using Occam.Apis;
using Occam.Core.Reports;
using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Trains the pruned network with the original as teacher; a checkpoint is there after every epoch and when it is stopped.</summary>
internal sealed class FineTuneStage(Subject subject, CompressOptions options, RunFolder folder, RunJournal journal, TestSet test, int[] original)
{
    private const int UnfoldingBatch = 32;
    private const int UnfoldingBatches = 4;
    private readonly Stopwatch _watch = new();
    private readonly List<EpochFigures> _done = [];
    private double _secondsBefore;
    private long _steps;

    /// <summary>Trains the network in place.</summary>
    /// <exception cref="TrainingException">The loss is not a number, or the checkpoint does not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is there.</exception>
    public TrainingFigures Run(Graph student)
    {
        journal.Begin(CompressStage.FineTune, "preparing");
        _watch.Start();
        UnfoldBatchNorm(student);
        Resume(student);
        try
        {
            var result = FineTune.Run(student, subject.Graph, subject.Data.Train, subject.Spec, Options(), progress => Report(progress, student), journal.Cancellation);
            var epochs = (int)Math.Ceiling(result.Epochs);
            if (_done[^1].Epoch < epochs)
            {
                Measure(student, epochs, result.Loss);
            }
        }
        catch (OperationCanceledException)
        {
            SaveState();
            throw;
        }

        return new() { BatchSize = options.BatchSize, LearningRate = options.LearningRate, Seconds = Math.Round(Seconds, 3), Epochs = _done };
    }

    private double Seconds => _secondsBefore + _watch.Elapsed.TotalSeconds;

    // Networks whose exporter folded BatchNorm away hardly train without it.
    private void UnfoldBatchNorm(Graph student)
    {
        if (student.Nodes.Any(node => node.OpType == "BatchNormalization"))
        {
            return;
        }

        var batches = subject.Batches(subject.Data.Calibration, UnfoldingBatch).Read().Take(UnfoldingBatches).Select(batch => (IReadOnlyList<Tensor>)[batch.Images]);
        if (new UnfoldBatchNormPass(batches).Apply(student) is > 0 and var count)
        {
            journal.Note($"gave {count} convolutions a BatchNorm to train with; it is folded again at the end");
        }
    }

    private FineTuneOptions Options() => new()
    {
        Epochs = options.Epochs,
        Steps = _steps > 0 ? _steps : null,
        TimeBudget = options.TimeBudget,
        BatchSize = options.BatchSize,
        LearningRate = options.LearningRate,
        Seed = options.Seed,
        Checkpoint = folder.Checkpoint,
    };

    private void Resume(Graph student)
    {
        if (CheckpointHistory.Exists(folder.Checkpoint) && File.Exists(folder.TrainingState)
            && JsonSerializer.Deserialize(File.ReadAllText(folder.TrainingState), RunJson.Default.TrainingState) is { } state)
        {
            _steps = state.Steps;
            _secondsBefore = state.Seconds;
            _done.AddRange(state.Done);
            journal.Note($"going on from the checkpoint, {_done[^1].Epoch} epochs done");
        }
        else
        {
            CheckpointHistory.Delete(folder.Checkpoint); // without its state it belongs to no schedule
            Measure(student, 0, null);
        }
    }

    private void Report(TrainingProgress progress, Graph student)
    {
        _steps = progress.Steps;
        journal.Tick($"epoch {progress.Epoch + 1}, step {progress.Step:N0} of {progress.Steps:N0}, loss {progress.Loss:F3}", (double)progress.Step / progress.Steps);
        if (progress.EpochDone)
        {
            Measure(student, progress.Epoch + 1, progress.Loss);
            SaveState();
        }
    }

    private void Measure(Graph student, int epoch, double? loss)
    {
        var predictions = test.Predict(student, journal.Cancellation);
        var figures = new EpochFigures(epoch, loss, test.Accuracy(predictions), Evaluator.Agreement(predictions, original));
        _done.RemoveAll(earlier => earlier.Epoch >= epoch);
        _done.Add(figures);
        var score = figures.Accuracy is { } accuracy ? $"accuracy {Quantities.Percent(accuracy)}, agreement {Quantities.Percent(figures.Agreement)}" : $"agreement {Quantities.Percent(figures.Agreement)}";
        journal.Note(epoch == 0 ? $"before training: {score}" : $"epoch {epoch}: loss {loss:F3}, {score}", ("epoch", epoch), ("loss", loss ?? 0), ("accuracy", figures.Accuracy ?? 0), ("agreement", figures.Agreement));
    }

    private void SaveState()
    {
        if (_steps > 0)
        {
            WholeFile.WriteText(folder.TrainingState, JsonSerializer.Serialize(new TrainingState(_steps, _done, Seconds), RunJson.Default.TrainingState));
        }
    }
}
