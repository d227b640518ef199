using System.Runtime.InteropServices;
using Occam.Graphs;
using Occam.Graphs.Passes;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>
/// Gives the weights of MatMul and Gemm few bits and leaves activations float, as ONNX Runtime's MatMulNBits: the file gets smaller, and so does what has to be read from memory. Without data weights are rounded to
/// the nearest level; with data as GPTQ rounds them, each layer reading what the rounded layers before it give.
/// </summary>
/// <param name="options">How; default <see cref="WeightOnlyOptions"/>.</param>
public sealed class WeightOnlyQuantizer(WeightOnlyOptions? options = null)
{
    private readonly WeightOnlyOptions _options = options ?? new WeightOnlyOptions();

    /// <summary>Quantizes the weights of a network. The network that is given stays as it is.</summary>
    /// <param name="graph">A float network.</param>
    /// <param name="calibration">For each batch the network's inputs in its order; null rounds to the nearest without data.</param>
    /// <returns>The quantized network; owned by the caller.</returns>
    /// <exception cref="QuantizationException">An option is out of range, a weight is not finite, the data are empty, or no layer can be quantized; the message says why.</exception>
    public WeightOnlyModel Quantize(Graph graph, IEnumerable<IReadOnlyList<Tensor>>? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var problems = _options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new QuantizationException($"Quantization cannot start: {string.Join("; ", problems)}.");
        }

        var copy = graph.Clone();
        try
        {
            new RemoveIdentitiesPass().Apply(copy);
            new ExplicitGemmPass().Apply(copy);
            return new(copy, QuantizeInPlace(copy, calibration));
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private WeightOnlyLayer[] QuantizeInPlace(Graph graph, IEnumerable<IReadOnlyList<Tensor>>? calibration)
    {
        var sites = new WeightOnlySites(_options.Exclude.ToHashSet(StringComparer.Ordinal));
        var nodes = WeightOnlySites.Weighted(graph).ToArray();
        var unknown = _options.LayerBits.Keys.Except(nodes.Select(node => node.Name), StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            throw new QuantizationException($"Bits are given for layers that the network does not have: {string.Join(", ", unknown)}. Its layers are {string.Join(", ", nodes.Select(node => node.Name))}.");
        }

        var weights = new Dictionary<Value, BlockWeight>();
        var reasons = nodes.ToDictionary(node => node, node => sites.Obstacle(node) ?? Round(node, weights));
        if (weights.Count == 0)
        {
            throw new QuantizationException($"No weight can be quantized: {string.Join("; ", reasons.Select(pair => $"{pair.Key}: {pair.Value}").DefaultIfEmpty("the network has no MatMul, Gemm or Conv"))}.");
        }

        if (calibration is not null)
        {
            new BlockReconstruction(_options.ReconstructionBatches).Run(graph, weights, calibration);
        }

        var how = calibration is null ? "rounded to the nearest" : "rounded by GPTQ";
        var (writer, seen) = (new MatMulNBitsWriter(graph), new HashSet<Value>());
        var layers = nodes.Select(node => Describe(node, reasons[node], how, weights, seen)).ToArray();
        foreach (var node in nodes.Where(node => reasons[node] is null))
        {
            writer.Replace(node, weights[node.Input(1)]);
        }

        graph.RemoveUnused();
        return layers;
    }

    // To the nearest; null, or why the layer stays float after all.
    private string? Round(Node node, Dictionary<Value, BlockWeight> weights)
    {
        var value = node.Input(1);
        if (_options.SchemeOf(node.Name) is not { } scheme)
        {
            return "float by the options";
        }

        if (weights.TryGetValue(value, out var known))
        {
            return known.Scheme == scheme ? null : throw new QuantizationException($"Layer '{node.Name}' is given {scheme.Bits} bits, but shares its weight with one of {known.Scheme.Bits}; give both the same.");
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var rows = WeightOnlySites.IsByOutputs(node) ? value.Constant!.Tensor : value.Constant!.Tensor.transpose(0, 1);
        var floats = MemoryMarshal.Cast<byte, float>(rows.detach().cpu().contiguous().bytes).ToArray();
        var weight = BlockQuantizer.Quantize(floats, (int)rows.size(1), scheme, node.Name);
        if (MatMulNBitsWriter.Bytes(weight) >= FloatBytes(value))
        {
            return $"its {rows.size(1)} inputs fill too little of a block of {scheme.GroupSize}: the file would not get smaller";
        }

        weights[value] = weight;
        return null;
    }

    private static WeightOnlyLayer Describe(Node node, string? reason, string how, Dictionary<Value, BlockWeight> weights, HashSet<Value> seen)
    {
        var value = node.OptionalInput(1);
        var bytes = value?.Constant is null ? 0 : FloatBytes(value);
        return reason is not null || value is null
            ? new(node.Name, node.OpType, WeightOnlyOptions.FloatBits, bytes, bytes, reason ?? string.Empty)
            : new(node.Name, node.OpType, weights[value].Scheme.Bits, bytes, seen.Add(value) ? MatMulNBitsWriter.Bytes(weights[value]) : 0, how);
    }

    private static long FloatBytes(Value value) => value.Constant!.Count * sizeof(float);
}
