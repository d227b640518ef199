using Occam.Core.Compression;
using Occam.Datasets;
using Occam.Datasets.Tensors;
using Occam.Graphs;
using Occam.Graphs.Native;
using Occam.Graphs.Shapes;
using Occam.Models.Quantizers;
using Occam.Onnx;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Apis;

/// <summary>
/// 8-bit integers without training for any network: with several inputs, with outputs that are no classes, or with recorded inputs. Image and table classifiers are better served by
/// <see cref="Compress"/>, which also measures accuracy.
/// </summary>
public static class Quantize
{
    /// <summary>Quantizes.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="say">Told of every stage, in words; default nothing.</param>
    /// <param name="cancellation">Ends the run between two batches.</param>
    /// <exception cref="CompressException">An option is out of range, or there is no model.</exception>
    /// <exception cref="DataException">The data does not fit the network's inputs.</exception>
    /// <exception cref="QuantizationException">A layer that was to be integer stayed float.</exception>
    public static QuantizeResult Run(QuantizeOptions options, Action<string>? say = null, CancellationToken cancellation = default)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new CompressException($"Quantization cannot start: {string.Join("; ", problems)}.", true);
        }

        if (!File.Exists(options.Model))
        {
            throw new CompressException($"There is no model '{options.Model}'.", true);
        }

        LibTorch.EnsureReady();
        using var graph = OnnxReader.Read(options.Model);
        OpenSides.Fix(graph, options.ImageSize);
        var feeds = CalibrationFeeds.Open(options.Data, graph, options.Normalisation);
        say?.Invoke($"calibrating on {feeds.Description}");
        using var scope = NewDisposeScope();
        using var quantized = Make(options, graph, feeds, say, cancellation);
        OnnxWriter.Write(quantized.Graph, options.Output);
        say?.Invoke("comparing with the float network");
        var layers = quantized.Coverage.Layers.Where(layer => layer.OpType is "Conv" or "ConvTranspose" or "Gemm" or "MatMul").ToArray();
        return new(options.Output, feeds.Description, layers.Count(layer => layer.IsInteger), layers.Length, Differences(options, graph, feeds, cancellation));
    }

    /// <summary>Whether a network with this data is one for <see cref="Quantize"/>: it has several inputs or no [N, classes] output, or the data are recorded inputs or named arrays.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="data">The data's folder or file.</param>
    public static bool Suits(Graph graph, string data)
    {
        if (graph.Inputs.Count != 1 || RecordedInputs.Find(data).Count > 0)
        {
            return true;
        }

        var sizes = ShapeInference.Run(graph).Dimensions(graph.Outputs[0]);
        return sizes is not [_, > 1, ..] || sizes.Skip(2).Any(size => size != 1);
    }

    private static QuantizedModel Make(QuantizeOptions options, Graph graph, CalibrationFeeds feeds, Action<string>? say, CancellationToken cancellation)
    {
        var settings = options.Quantization.ToStatic();
        var model = Calibrated(settings);
        if (!options.Quantization.NeverSlower)
        {
            return model;
        }

        say?.Invoke("measuring kernels");
        var choice = new FastestPrecision(graph, feeds.Example(), options.Threads ?? Environment.ProcessorCount, cancellation)
            .Choose(model, floats => Calibrated(settings with { Exclude = floats, ExclusionReason = FastestPrecision.Reason }), settings);
        say?.Invoke(choice.ToString());
        return choice.Model;

        QuantizedModel Calibrated(StaticQuantizerOptions how) => new StaticQuantizer(how).Quantize(graph, Watched(feeds, cancellation));
    }

    private static IEnumerable<IReadOnlyList<Tensor>> Watched(CalibrationFeeds feeds, CancellationToken cancellation)
    {
        foreach (var batch in feeds.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
        }
    }

    private static OutputDifference[] Differences(QuantizeOptions options, Graph graph, CalibrationFeeds feeds, CancellationToken cancellation)
    {
        using var before = new OnnxSession(options.Model);
        using var after = new OnnxSession(options.Output);
        var largest = graph.Outputs.Select(output => new OutputDifference(output.Name, 0)).ToArray();
        foreach (var batch in feeds.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (expected, actual) = (before.Run(batch), after.Run(batch));
            for (var i = 0; i < largest.Length; i++)
            {
                var difference = OutputDifference.Between(largest[i].Output, expected[i], actual[i]);
                largest[i] = difference.Relative > largest[i].Relative ? difference : largest[i];
            }
        }

        return largest;
    }
}
