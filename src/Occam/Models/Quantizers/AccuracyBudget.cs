using Occam.Graphs;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>
/// Returns layers to float until a score holds: the layers are ranked by the error that each makes alone in the network's first output, and the
/// fewest of the most sensitive that suffice are searched by halving, which assumes that more float layers never score worse.
/// </summary>
/// <param name="quantize">Quantizes with these options.</param>
/// <param name="score">The score of a quantized network, higher is better.</param>
internal sealed class AccuracyBudget(Func<StaticQuantizerOptions, QuantizedModel> quantize, Func<Graph, double> score)
{
    private static readonly TorchSharp.Scalar Two = 2;

    /// <summary>Finds the network with the fewest float layers whose score is at least a bound.</summary>
    /// <param name="graph">The float network.</param>
    /// <param name="batch">Inputs for the ranking.</param>
    /// <param name="options">The options; their exclusions stay.</param>
    /// <param name="least">The bound.</param>
    /// <returns>The network, owned by the caller, and the names of the layers that returned to float, the most sensitive first.</returns>
    public (QuantizedModel Model, IReadOnlyList<string> Reverted) Hold(Graph graph, IReadOnlyList<Tensor> batch, StaticQuantizerOptions options, double least)
    {
        var best = quantize(options);
        if (score(best.Graph) >= least)
        {
            return (best, []);
        }

        var names = best.Coverage.Layers.Where(layer => layer is { IsInteger: true, OpType: "Conv" or "Gemm" or "MatMul" }).Select(layer => layer.Node).ToArray();
        best.Dispose();
        var ranked = Rank(graph, batch, options, names);
        var (low, high) = (1, ranked.Length);
        var found = With(options, ranked[..high]);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var model = With(options, ranked[..middle]);
            if (score(model.Graph) >= least)
            {
                found.Dispose();
                (found, high) = (model, middle);
            }
            else
            {
                model.Dispose();
                low = middle + 1;
            }
        }

        return (found, ranked[..high]);
    }

    private QuantizedModel With(StaticQuantizerOptions options, IEnumerable<string> floats) => quantize(options with { Exclude = [.. options.Exclude, .. floats], ExclusionReason = "float for the accuracy budget" });

    // Only the layer itself in integers, nearest rounding: the ranking has to be quick.
    private static string[] Rank(Graph graph, IReadOnlyList<Tensor> batch, StaticQuantizerOptions options, string[] names)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var expected = new GraphExecutor(graph).Run(batch)[0];
        var errors = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var inner = NewDisposeScope();
            var alone = options with
            {
                Rounding = WeightRounding.Nearest,
                CorrectBias = false,
                Depthwise = DepthwisePrecision.Integer,
                Exclude = [.. options.Exclude, .. names.Where(other => !string.Equals(other, name, StringComparison.Ordinal))],
            };
            using var model = new StaticQuantizer(alone).Quantize(graph, [batch]);
            errors[name] = new GraphExecutor(model.Graph).Run(batch)[0].sub(expected).pow(Two).mean().item<float>();
        }

        return [.. names.OrderByDescending(name => errors[name])];
    }
}
