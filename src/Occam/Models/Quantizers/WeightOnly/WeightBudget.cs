using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Onnx;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>
/// Finds how many bits the weights of each layer get, so that a file stays within a size with the least loss: every layer is tried alone with each number of bits, and what it does to the outputs,
/// relative to their power, is its loss; <see cref="BitAllocation"/> chooses. Layers that share a weight get the same bits.
/// </summary>
/// <param name="options">How weights are quantized; <see cref="WeightOnlyOptions.Bits"/> are the fewest.</param>
internal sealed class WeightBudget(WeightOnlyOptions options)
{
    private const int FloatBits = WeightOnlyOptions.FloatBits;
    private const int Attempts = 16;
    private static readonly TorchSharp.Scalar Two = 2;
    private static readonly int[] Widths = [8, 4, 2]; // 3 are stored in 4, so they would lose and not save

    /// <summary>Finds the bits.</summary>
    /// <param name="graph">The float network.</param>
    /// <param name="batch">Inputs on which loss is measured.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="cancellation">Stops between two layers.</param>
    /// <returns>Bits by the names of layers, 32 for float; layers that stay float in any case are not in it.</returns>
    /// <exception cref="QuantizationException">The size cannot be reached, or the float network has it already; the message says so.</exception>
    public IReadOnlyDictionary<string, int> Find(Graph graph, IReadOnlyList<Tensor> batch, long limit, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var widths = Widths.Where(bits => bits >= options.Bits).DefaultIfEmpty(options.Bits).ToArray();
        var smallest = FileBytes(graph, options with { Bits = widths[^1] });
        if (smallest > limit)
        {
            throw new QuantizationException(
                $"The file cannot have {limit:N0} bytes: with {widths[^1]} bits in every layer it has {smallest:N0}, the smallest size that can be reached{(widths[^1] > Widths[^1] ? "; fewer bits (--bits 2) make it smaller" : string.Empty)}.");
        }

        var whole = Length(graph);
        if (whole <= limit)
        {
            throw new QuantizationException($"The float network takes {whole:N0} bytes, which {limit:N0} allow: no weight has to get fewer bits. Give a smaller size, or none.");
        }

        var layers = Layers(graph, batch, widths, cancellation);
        var rest = smallest - layers.Sum(layer => layer.Options[^1].Cost);
        var target = limit - rest;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var chosen = BitAllocation.Choose([.. layers.Select(layer => layer.Options)], target);
            var bits = layers.SelectMany((layer, i) => layer.Names.Select(name => (name, layer.Bits[chosen[i]]))).ToDictionary(StringComparer.Ordinal);
            var excess = (bits.Values.All(width => width == FloatBits) ? whole : FileBytes(graph, options with { LayerBits = bits })) - limit;
            if (excess <= 0)
            {
                return bits;
            }

            target -= excess; // what nodes take beside their weights
        }

        return layers.SelectMany(layer => layer.Names).ToDictionary(name => name, _ => widths[^1], StringComparer.Ordinal);
    }

    // For each weight the layers that read it, and its options from float to the fewest bits.
    private List<WeightChoices> Layers(Graph graph, IReadOnlyList<Tensor> batch, int[] widths, CancellationToken cancellation)
    {
        var expected = new GraphExecutor(graph).Run(batch);
        var bytes = widths.ToDictionary(bits => bits, bits => Quantized(graph, options with { Bits = bits }));
        var groups = bytes[widths[^1]].Values.Where(layer => layer.Bits < FloatBits).GroupBy(layer => graph.FindNode(layer.Node)?.OptionalInput(1)?.Name ?? layer.Node, StringComparer.Ordinal).ToArray();
        var quantizable = groups.SelectMany(group => group).Select(layer => layer.Node).ToArray();
        var found = new List<WeightChoices>();
        foreach (var group in groups)
        {
            var names = group.Select(layer => layer.Node).ToArray();
            var allowed = widths.Where(bits => names.All(name => bytes[bits][name].Bits == bits)).ToArray();
            var choices = new List<AllocationOption> { new(group.First().FloatBytes, 0) };
            foreach (var bits in allowed)
            {
                cancellation.ThrowIfCancellationRequested();
                var alone = quantizable.ToDictionary(name => name, name => names.Contains(name, StringComparer.Ordinal) ? bits : FloatBits, StringComparer.Ordinal);
                choices.Add(new(names.Sum(name => bytes[bits][name].Bytes), Loss(graph, batch, expected, options with { LayerBits = alone })));
            }

            found.Add(new(names, [FloatBits, .. allowed], choices));
        }

        return found;
    }

    private static Dictionary<string, WeightOnlyLayer> Quantized(Graph graph, WeightOnlyOptions options)
    {
        using var model = new WeightOnlyQuantizer(options).Quantize(graph);
        return model.Layers.ToDictionary(layer => layer.Node, StringComparer.Ordinal);
    }

    private static double Loss(Graph graph, IReadOnlyList<Tensor> batch, Tensor[] expected, WeightOnlyOptions options)
    {
        using var scope = NewDisposeScope();
        using var model = new WeightOnlyQuantizer(options).Quantize(graph);
        return expected.Zip(new GraphExecutor(model.Graph).Run(batch), (wanted, given) => Power(given.to(ScalarType.Float64).sub(wanted.to(ScalarType.Float64))) / Math.Max(Power(wanted.to(ScalarType.Float64)), double.Epsilon)).Sum();
    }

    private static double Power(Tensor numbers) => numbers.pow(Two).sum().item<double>();

    private static long FileBytes(Graph graph, WeightOnlyOptions options)
    {
        using var model = new WeightOnlyQuantizer(options).Quantize(graph);
        return Length(model.Graph);
    }

    private static long Length(Graph graph)
    {
        using var file = new MemoryStream();
        OnnxWriter.Write(graph, file);
        return file.Length;
    }
}
