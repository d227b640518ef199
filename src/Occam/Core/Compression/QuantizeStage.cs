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
    /// <param name="seed">The seed of training.</param>
    /// <param name="journal">The journal.</param>
    /// <returns>The quantized network, and how each weighted layer runs.</returns>
    /// <exception cref="QuantizationException">A layer that was to be integer stayed float.</exception>
    public static (QuantizedModel Model, IReadOnlyList<LayerFigures> Layers) Run(Subject subject, Graph graph, QuantizationOptions options, int threads, int seed, RunJournal journal)
    {
        var images = subject.Data.Calibration;
        journal.Begin(CompressStage.Quantize, $"calibrating on {images.Count:N0} images");
        var model = options.IsTrained ? QuantizationTraining.Run(subject, graph, options, seed, journal) : Quantize(subject, graph, options, journal);
        if (options.NeverSlower)
        {
            model = Faster(subject, graph, model, options, threads, journal);
        }

        var macs = CostTable.Measure(graph).Nodes.ToDictionary(node => node.Node.Name, node => node.Macs, StringComparer.Ordinal);
        LayerFigures[] layers =
        [
            .. model.Coverage.Layers
                .Where(layer => macs.GetValueOrDefault(layer.Node) > 0)
                .Select(layer => new LayerFigures(layer.Node, layer.OpType, layer.IsInteger ? $"{layer.Remark}{Saturation(model, layer.Node)}" : $"float: {layer.Remark}", layer.IsInteger, macs[layer.Node])),
        ];
        if (options.UnaskedRuntime is null)
        {
            ReportSaturation(model, journal);
        }

        journal.Note($"{layers.Count(layer => layer.IsInteger)} of {layers.Length} weighted layers {(options.UnaskedRuntime is { } runtime ? $"are written as integers for {runtime}" : "run as integers")}", ("images", images.Count));
        return (model, layers);
    }

    // What a processor without 8-bit dot products would get wrong, simulated on the first calibration images.
    private static void ReportSaturation(QuantizedModel model, RunJournal journal)
    {
        var possible = model.Saturation.Where(layer => layer.Channels > 0).ToArray();
        journal.Note(
            possible.MaxBy(layer => layer.Share) is { } worst
                ? $"sums of {possible.Length} of {model.Saturation.Count} layers can saturate on processors without 8-bit dot products, most in {worst.Node}: {worst.Share:P2} of its outputs"
                : $"no sum of {model.Saturation.Count} layers can saturate on processors without 8-bit dot products",
            ("saturating_layers", possible.Length));
    }

    private static string Saturation(QuantizedModel model, string node) =>
        model.Saturation.FirstOrDefault(layer => layer.Saturated > 0 && string.Equals(layer.Node, node, StringComparison.Ordinal)) is { } layer ? $"; {layer.Share:P2} of outputs saturate without 8-bit dot products" : string.Empty;

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
            return Calibrated(subject, graph, settings);
        }

        double Score(int[] predictions) => subject.Data.HasLabels ? Evaluator.Accuracy(predictions, images) : Evaluator.Agreement(predictions, reference);
    }

    private static int[] Predict(Subject subject, Graph graph, RunJournal journal)
    {
        using var session = new OnnxSession(graph);
        return Evaluator.Predict(batch => session.Run([batch])[0].flatten(1), subject.Batches(subject.Data.Calibration, BatchSize), journal.Cancellation);
    }

    // Layers of a network that was trained, or that holds an accuracy budget, stay as they are: it is kept or left float as a whole.
    private static QuantizedModel Faster(Subject subject, Graph graph, QuantizedModel model, QuantizationOptions options, int threads, RunJournal journal)
    {
        using var scope = NewDisposeScope();
        var settings = options.ToStatic();
        Func<IReadOnlyList<string>, QuantizedModel>? requantize = options.IsTrained || options.MaxDrop is not null ? null : floats => Calibrated(subject, graph, settings with { Exclude = floats, ExclusionReason = FastestPrecision.Reason });
        var choice = new FastestPrecision(graph, [subject.FirstImages(1)], threads, journal.Cancellation).Choose(model, requantize, settings);
        journal.Note(choice.ToString(), ("speed_up", choice.SpeedUp));
        return choice.Model;
    }

    private static QuantizedModel Calibrated(Subject subject, Graph graph, StaticQuantizerOptions settings) =>
        new StaticQuantizer(settings).Quantize(graph, subject.Batches(subject.Data.Calibration, BatchSize).Read().Select(batch => (IReadOnlyList<Tensor>)[batch.Images]));
}
