using Occam.Core.Compression;
using Occam.Graphs;
using Occam.Graphs.Native;
using Occam.Models.Quantizers.WeightOnly;
using Occam.Onnx;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Apis;

/// <summary>Weights of few bits in MatMul and Gemm, float activations: files of transformers shrink to a fifth, without data.</summary>
public static class QuantizeWeights
{
    private const int RandomBatches = 8;

    /// <summary>Quantizes.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="say">Told of every stage, in words; default nothing.</param>
    /// <param name="cancellation">Ends the run between two batches.</param>
    /// <exception cref="CompressException">An option is out of range, or there is no model.</exception>
    /// <exception cref="Datasets.DataException">The data does not fit the network's inputs.</exception>
    /// <exception cref="QuantizationException">No weight can be quantized, or one is not finite, or the size cannot be reached; the message says the smallest that can.</exception>
    public static QuantizeWeightsResult Run(QuantizeWeightsOptions options, Action<string>? say = null, CancellationToken cancellation = default)
    {
        var problems = options.Quantization.Problems()
            .Concat(options.MaxSize is null || options.Quantization.LayerBits.Count == 0 ? [] : ["the bits of single layers are found for a size, or given, but not both"])
            .ToArray();
        if (problems.Length > 0)
        {
            throw new CompressException($"Quantization cannot start: {string.Join("; ", problems)}.", true);
        }

        if (!File.Exists(options.Model))
        {
            throw new CompressException($"There is no model '{options.Model}'.", true);
        }

        LibTorch.EnsureReady();
        using var scope = NewDisposeScope();
        using var graph = OnnxReader.Read(options.Model);
        OpenSides.Fix(graph, options.ImageSize);
        var feeds = options.Data is null ? null : CalibrationFeeds.Open(options.Data, graph, options.Normalisation);
        say?.Invoke(feeds is null ? "rounding to the nearest" : $"rounding by GPTQ on {feeds.Description}");
        using var quantized = new WeightOnlyQuantizer(Budgeted(options, graph, feeds, say, cancellation)).Quantize(graph, feeds?.Read().Select(Checked));
        OnnxWriter.Write(quantized.Graph, options.Output);
        say?.Invoke("comparing with the float network");
        var batches = feeds?.Read() ?? Enumerable.Range(0, RandomBatches).Select(batch => RandomInputs.For(graph, (ulong)(options.Seed + batch)));
        return new(
            options.Output,
            new FileInfo(options.Model).Length,
            new FileInfo(options.Output).Length,
            quantized.Layers,
            feeds?.Description ?? $"{RandomBatches} random batches",
            Compare(options, graph, batches.Select(Checked)));

        IReadOnlyList<Tensor> Checked(Tensor[] batch)
        {
            cancellation.ThrowIfCancellationRequested();
            return batch;
        }
    }

    private static WeightOnlyOptions Budgeted(QuantizeWeightsOptions options, Graph graph, CalibrationFeeds? feeds, Action<string>? say, CancellationToken cancellation)
    {
        if (options.MaxSize is not { } size)
        {
            return options.Quantization;
        }

        var limit = size.BytesOf(new FileInfo(options.Model).Length);
        say?.Invoke($"finding bits for {limit:N0} bytes, layer by layer");
        var batch = feeds?.Read().First() ?? RandomInputs.For(graph, (ulong)options.Seed);
        return options.Quantization with { LayerBits = new WeightBudget(options.Quantization).Find(graph, batch, limit, cancellation) };
    }

    private static OutputAgreement[] Compare(QuantizeWeightsOptions options, Graph graph, IEnumerable<IReadOnlyList<Tensor>> batches)
    {
        using var before = new OnnxSession(options.Model);
        using var after = new OnnxSession(options.Output);
        var outputs = graph.Outputs.Select(output => new OutputComparison(output.Name)).ToArray();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            foreach (var (output, (expected, actual)) in outputs.Zip(before.Run(batch).Zip(after.Run(batch))))
            {
                output.Add(expected, actual);
            }
        }

        return [.. outputs.Select(output => output.Result)];
    }
}
