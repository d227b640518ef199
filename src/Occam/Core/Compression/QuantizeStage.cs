using Occam.Apis;
using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Models.Quantizers;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Core.Compression;

/// <summary>Makes the int8 model.</summary>
internal static class QuantizeStage
{
    private const int BatchSize = 32;

    /// <summary>Quantizes a float network.</summary>
    /// <param name="subject">The subject, for its calibration images.</param>
    /// <param name="graph">The float network, BatchNorm folded.</param>
    /// <param name="journal">The journal.</param>
    /// <returns>The quantized network, and how each weighted layer runs.</returns>
    /// <exception cref="QuantizationException">A layer that was to be integer stayed float.</exception>
    public static (QuantizedModel Model, IReadOnlyList<LayerFigures> Layers) Run(Subject subject, Graph graph, RunJournal journal)
    {
        var images = subject.Data.Calibration;
        journal.Begin(CompressStage.Quantize, $"calibrating on {images.Count:N0} images");
        var model = new StaticQuantizer().Quantize(graph, subject.Batches(images, BatchSize).Read().Select(batch => (IReadOnlyList<Tensor>)[batch.Images]));
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
}
