using Occam.Apis;
using Occam.Core.Reports;
using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Models.Quantizers;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Makes the int8 model.</summary>
internal static class QuantizeStage
{
    private const int BatchSize = 32;
    private const double Points = 100;

    /// <summary>Quantizes a float network.</summary>
    /// <param name="subject">The subject, for its calibration images.</param>
    /// <param name="graph">The float network, BatchNorm folded.</param>
    /// <param name="options">How.</param>
    /// <param name="threads">ONNX Runtime's threads where time decides.</param>
    /// <param name="journal">The journal.</param>
    /// <returns>The quantized network, and how each weighted layer runs.</returns>
    /// <exception cref="QuantizationException">A layer that was to be integer stayed float.</exception>
    public static (QuantizedModel Model, IReadOnlyList<LayerFigures> Layers) Run(Subject subject, Graph graph, QuantizationOptions options, int threads, RunJournal journal)
    {
        var images = subject.Data.Calibration;
        journal.Begin(CompressStage.Quantize, $"calibrating on {images.Count:N0} images");
        var model = Quantize(subject, graph, options, journal);
        if (options.NeverSlower)
        {
            model = Faster(subject, graph, model, options, threads, journal);
        }

        var macs = CostTable.Measure(graph).Nodes.ToDictionary(node => node.Node.Name, node => node.Macs, StringComparer.Ordinal);
        LayerFigures[] layers =
        [
            .. model.Coverage.Layers
                .Where(layer => macs.GetValueOrDefault(layer.Node) > 0)
                .Select(layer => new LayerFigures(layer.Node, layer.OpType, layer.IsInteger ? layer.Remark : $"float: {layer.Remark}", layer.IsInteger, macs[layer.Node])),
        ];
        journal.Note($"{layers.Count(layer => layer.IsInteger)} of {layers.Length} weighted layers run as integers", ("images", images.Count));
        return (model, layers);
    }

    private static QuantizedModel Quantize(Subject subject, Graph graph, QuantizationOptions options, RunJournal journal)
    {
        var images = subject.Data.Calibration;
        if (options.MaxDrop is not { } drop)
        {
            return Make(options.ToStatic());
        }

        using var scope = NewDisposeScope();
        var reference = Predict(subject, graph, journal);
        var bound = Score(reference) - (drop / Points);
        var budget = new AccuracyBudget(Make, candidate => Score(Predict(subject, candidate, journal)));
        var (model, reverted) = budget.Hold(graph, [subject.FirstImages(BatchSize)], options.ToStatic(), bound);
        journal.Note(reverted.Count == 0 ? $"within {drop} points on {images.Count:N0} calibration images" : $"{reverted.Count} layers stay float to hold {drop} points: {string.Join(", ", reverted)}", ("float_layers", reverted.Count));
        return model;

        QuantizedModel Make(StaticQuantizerOptions settings)
        {
            journal.Cancellation.ThrowIfCancellationRequested();
            return new StaticQuantizer(settings).Quantize(graph, subject.Batches(images, BatchSize).Read().Select(batch => (IReadOnlyList<Tensor>)[batch.Images]));
        }

        double Score(int[] predictions) => subject.Data.HasLabels ? Evaluator.Accuracy(predictions, images) : Evaluator.Agreement(predictions, reference);
    }

    private static int[] Predict(Subject subject, Graph graph, RunJournal journal)
    {
        using var session = new OnnxSession(graph);
        return Evaluator.Predict(batch => session.Run([batch])[0].flatten(1), subject.Batches(subject.Data.Calibration, BatchSize), journal.Cancellation);
    }

    // Integers that are slower than float on this machine are of no use: the network stays float.
    private static QuantizedModel Faster(Subject subject, Graph graph, QuantizedModel model, QuantizationOptions options, int threads, RunJournal journal)
    {
        var speed = SpeedUp(subject, graph, model.Graph, threads, journal);
        if (speed >= 1)
        {
            return model;
        }

        model.Dispose();
        IReadOnlyList<Tensor>[] sample = [[subject.FirstImages(1)]];
        journal.Note($"integers take {1 / speed:F2} times as long as float on this machine: every layer stays float", ("speed_up", speed));
        return new StaticQuantizer(options.ToStatic() with { Exclude = ["Conv", "Gemm", "MatMul"] }).Quantize(graph, sample);
    }

    private static double SpeedUp(Subject subject, Graph graph, Graph quantized, int threads, RunJournal journal)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<Tensor> image = [subject.FirstImages(1)];
        var settings = new OnnxSessionOptions { Threads = threads };
        using var first = new OnnxSession(graph, settings);
        using var second = new OnnxSession(quantized, settings);
        return LatencyMeter.Compare([first, second], [image, image], cancellation: journal.Cancellation).SpeedUp(1);
    }
}
