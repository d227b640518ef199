using Occam.Graphs;
using Occam.Models.Quantizers.Reconstruction;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>
/// Post-training static quantization to 8 bits: ranges of activations from calibration data, weights per channel, written as Q/DQ nodes
/// that ONNX Runtime fuses into integer kernels (Jacob et al., "Quantization and Training of Neural Networks for Efficient
/// Integer-Arithmetic-Only Inference", CVPR 2018).
/// </summary>
/// <param name="options">How; default <see cref="StaticQuantizerOptions"/>.</param>
public sealed class StaticQuantizer(StaticQuantizerOptions? options = null)
{
    private readonly StaticQuantizerOptions _options = options ?? new StaticQuantizerOptions();

    /// <summary>Quantizes a network. The network that is given stays as it is.</summary>
    /// <param name="graph">A float network.</param>
    /// <param name="calibration">Calibration data, read once: for each batch the network's inputs in its order, as the network is fed.</param>
    /// <returns>The quantized network; owned by the caller.</returns>
    /// <exception cref="QuantizationException">There is no data, a number is not finite, or a layer that was to be integer stayed float in ONNX Runtime; the message names it.</exception>
    /// <exception cref="GraphException">The network cannot be computed in TorchSharp or lifted to operator set 13.</exception>
    public QuantizedModel Quantize(Graph graph, IEnumerable<IReadOnlyList<Tensor>> calibration)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(calibration);
        var problems = _options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new QuantizationException($"Quantization cannot start: {string.Join("; ", problems)}.");
        }

        var copy = graph.Clone();
        try
        {
            return QuantizeInPlace(copy, calibration);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private QuantizedModel QuantizeInPlace(Graph graph, IEnumerable<IReadOnlyList<Tensor>> calibration)
    {
        using var batches = calibration.GetEnumerator();
        if (!batches.MoveNext())
        {
            throw new QuantizationException("Calibration needs data, and no batch was given; a few hundred samples are enough.");
        }

        var backend = _options.Backend;
        var shapes = NetworkPreparation.Prepare(graph, batches.Current);
        var equalised = _options.Equalise ? new EqualisationPass().Apply(graph) : 0;
        var learns = _options.CreateRounding() is not null || _options.CorrectBias;
        using var kept = new KeptBatches(learns ? _options.ReconstructionBatches : 1);
        var rule = new WeightedRule(_options.Exclude.ToHashSet(StringComparer.Ordinal), _options.Depthwise) { ExclusionReason = _options.ExclusionReason };
        var decisions = SiteFinder.Find(graph, shapes, backend, rule);
        var groups = new ScaleGroups(decisions);
        var ranges = Calibrator.Run(graph, groups.Observed, kept.Watch(Rest(batches)), _options.CreateObserver);
        var named = ranges.ToDictionary(pair => pair.Key.Name, pair => pair.Value, StringComparer.Ordinal);
        var plan = new QuantizationPlan(decisions, groups.Parameters(ranges, backend.Activations), backend.Activations, _options.WeightScheme) { HasIntegerBias = backend.HasIntegerBias };
        using var reference = learns ? graph.Clone() : null;
        var widened = QdqWriter.Apply(graph, plan);
        var rounded = reference is null
            ? 0
            : new Reconstructor(_options.CreateRounding(), _options.CorrectBias, plan.WeightScheme).Run(reference, graph, decisions, kept.Batches);
        var coverage = backend.IsVerified ? IntegerCoverage.Measure(graph, decisions) : IntegerCoverage.Intended(decisions);
        coverage.Require();
        return new QuantizedModel
        {
            Graph = graph,
            Coverage = coverage,
            Ranges = named,
            WidenedChannels = widened,
            EqualisedPairs = equalised,
            RoundedLayers = rounded,
            Saturation = SaturationSimulator.Run(graph, kept.Batches),
            HasDotProduct = IntegerArithmetic.HasDotProduct,
        };
    }

    private static IEnumerable<IReadOnlyList<Tensor>> Rest(IEnumerator<IReadOnlyList<Tensor>> batches)
    {
        do
        {
            yield return batches.Current;
        }
        while (batches.MoveNext());
    }
}
