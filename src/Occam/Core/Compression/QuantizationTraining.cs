using Occam.Apis;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Distillers;
using Occam.Models.Losses;
using Occam.Models.Quantizers;
using Occam.Models.Quantizers.Training;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Trains a float network for the integers that it is written with: on the labels, or where there are none on what the float network answers.</summary>
internal static class QuantizationTraining
{
    private const int BatchSize = 64;
    private const int CalibrationBatch = 32;

    /// <summary>Trains a copy and writes it with integers.</summary>
    /// <param name="subject">The subject, for its images.</param>
    /// <param name="graph">The float network.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">The order of the images.</param>
    /// <param name="journal">The journal.</param>
    /// <exception cref="TrainingException">The loss is not a number.</exception>
    /// <exception cref="QuantizationException">A layer that was to be integer stayed float.</exception>
    public static QuantizedModel Run(Subject subject, Graph graph, QuantizationOptions options, int seed, RunJournal journal)
    {
        var settings = options.ToTrained();
        var calibration = subject.Batches(subject.Data.Calibration, CalibrationBatch).Read()
            .Take((settings.CalibrationImages + CalibrationBatch - 1) / CalibrationBatch)
            .Select(batch => (IReadOnlyList<Tensor>)[batch.Images]);
        using var copy = graph.Clone();
        using var original = graph.Clone();
        using var teacher = new GraphModule(original);
        using var quantizer = new QuantizationAwareTraining(calibration, settings);
        List<TrainingComponent> components = [quantizer];
        if (!subject.Data.HasLabels)
        {
            components.Add(new LogitDistiller(teacher, new() { Temperature = 2 }));
        }

        var loader = new BatchLoader(subject.Data.Train, subject.Spec.Normalisation!, new() { BatchSize = Math.Min(BatchSize, subject.Data.Train.Count), Shuffle = true, Layout = subject.Spec.Layout, Seed = seed });
        using var algorithm = new CombinedAlgorithm(copy, subject.Data.HasLabels ? new CrossEntropyLoss() : null, components);
        using var trainer = new Trainer(algorithm, loader, new()
        {
            Epochs = options.Epochs,
            BatchSize = BatchSize,
            LearningRate = options.LearningRate,
            WeightDecay = 0, // step sizes must not decay
            Seed = seed,
        });
        trainer.Run(
            progress: reached => journal.Tick($"epoch {reached.Epoch + 1}, step {reached.Step:N0} of {reached.Steps:N0}, loss {reached.Loss:F3}", (double)reached.Step / reached.Steps),
            cancellation: journal.Cancellation);
        var written = algorithm.Export();
        using var scope = NewDisposeScope();
        journal.Note($"trained {options.Epochs} epochs for {options.Bits}-bit weights and {options.ActivationBits}-bit activations ({options.Method})", ("epochs", options.Epochs));
        return new()
        {
            Graph = written,
            Coverage = quantizer.Coverage!,
            Ranges = new Dictionary<string, ValueRange>(),
            WidenedChannels = 0,
            HasDotProduct = IntegerArithmetic.HasDotProduct,
            Saturation = SaturationSimulator.Run(written, [[subject.FirstImages(CalibrationBatch)]]),
        };
    }
}
