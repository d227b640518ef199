using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;
using Occam.Models.Quantizers.Training.Functions;
using Occam.Models.Quantizers.Training.Operators;
using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training;

/// <summary>
/// Trains a network for the integers that it is exported to: fake-quantizers stand exactly where export writes Q/DQ nodes, so what is trained and evaluated is what the integer kernels compute.
/// Straight-through (Jacob et al. 2018), LSQ, LSQ+ or PACT; see <see cref="QuantizationAwareMethod"/>.
/// </summary>
public sealed class QuantizationAwareTraining : TrainingComponent
{
    private const int CalibrationBatch = 32;
    private const float Smallest = 1e-8f;
    private static readonly Scalar Half = 0.5f;

    private readonly QuantizationAwareOptions _options;
    private readonly IEnumerable<IReadOnlyList<Tensor>> _calibration;
    private readonly Dictionary<string, MovingRange> _ranges = new(StringComparer.Ordinal);
    private readonly Dictionary<Value, MovingRange> _watched = [];
    private readonly Scalar _clipDecay;
    private GraphModule? _module;

    /// <summary>Prepares the quantizer.</summary>
    /// <param name="calibration">Batches of the network's inputs that find the first ranges; read once for that, and its first batch again at export for the sizes.</param>
    /// <param name="options">How; default <see cref="QuantizationAwareOptions"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public QuantizationAwareTraining(IEnumerable<IReadOnlyList<Tensor>> calibration, QuantizationAwareOptions? options = null)
    {
        (_calibration, _options) = (calibration, options ?? new());
        var problems = _options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _clipDecay = (float)_options.ClipDecay;
    }

    /// <summary>Prepares the quantizer of a run: the first ranges come from its calibration images.</summary>
    /// <param name="options">How.</param>
    /// <param name="context">The run.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public QuantizationAwareTraining(QuantizationAwareOptions options, TrainingContext context)
        : this(Images(options, context), options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "quantizer";

    /// <inheritdoc/>
    public override bool Observes => _watched.Count > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<Operator> Operators => FakeQuantizer.All;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors => _ranges.Select(pair => ($"range:{pair.Key}", pair.Value.State));

    /// <summary>How ONNX Runtime computes each node of what was exported last; null before.</summary>
    public IntegerCoverage? Coverage { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="QuantizationException">The network is quantized already, there is no data, or an activation is not finite.</exception>
    public override GraphReplacement? Prepare(Graph graph)
    {
        var copy = graph.Clone(graph.Operators.With(FakeQuantizer.All));
        try
        {
            var batches = _calibration.GetEnumerator();
            using (batches)
            {
                if (!batches.MoveNext())
                {
                    throw new QuantizationException("Training for quantization needs images that find the first ranges, and none were given.");
                }

                var decisions = Decide(copy, NetworkPreparation.Prepare(copy, batches.Current));
                var observed = Calibrator.Observe(copy, new ScaleGroups(decisions).Observed, Rest(batches), () => new ActivityObserver());
                Forget();
                foreach (var (name, range) in FakeQuantizerInsertion.Apply(copy, decisions, observed, _options))
                {
                    _ranges[name] = new(range);
                }
            }

            return new(copy);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Attach(GraphModule module)
    {
        _module = module;
        _watched.Clear();
        foreach (var node in module.Graph.Nodes.Where(node => node.Operator is FakeQuantizeActivation && node.Input(0).Producer is not null))
        {
            var scale = node.Input(1).Name;
            if (!_ranges.TryGetValue(scale, out var range))
            {
                _ranges[scale] = range = new(default);
            }

            range.Bind(node.Input(1).Constant!.Tensor, node.Input(2).Constant!.Tensor, ((FakeQuantizer)node.Operator!).SchemeOf(node));
            if (!IsMoved(node.Input(0)))
            {
                _watched[node.Input(0)] = range;
            }
        }

        foreach (var name in _ranges.Where(pair => !pair.Value.IsBound).Select(pair => pair.Key).ToArray())
        {
            _ranges.Remove(name, out var unused);
            unused!.Dispose();
        }
    }

    /// <inheritdoc/>
    public override void Observe(Value value, Tensor tensor)
    {
        if (_module!.training && _watched.TryGetValue(value, out var range))
        {
            range.See(tensor);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context)
    {
        var bounds = _options.ClipDecay > 0 ? Nodes<ClippedActivation>().Select(node => node.Input(1)).Distinct().ToArray() : [];
        if (bounds.Length > 0)
        {
            yield return new("clip_decay", cat([.. bounds.Select(bound => bound.Constant!.Tensor)]).square().sum().mul(Half).mul(_clipDecay));
        }
    }

    /// <inheritdoc/>
    public override GraphReplacement? AfterStep(Graph graph, StepContext context)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var range in _watched.Values.Distinct())
        {
            range.Settle(_options.Averaging, isFrozen: context.Progress >= _options.FreezeObservers);
        }

        Bound();
        return null;
    }

    /// <inheritdoc/>
    /// <exception cref="QuantizationException">ONNX Runtime computes a layer in float that was trained for integers; the message names it.</exception>
    public override Graph? Export(Graph graph)
    {
        var copy = graph.Clone();
        try
        {
            var quantizers = TrainedQuantizers.Take(copy);
            var decisions = Decide(copy, ShapeInference.Run(copy, Sizes(copy)));
            QdqWriter.Apply(copy, quantizers.Plan(decisions, IntegerBackend.OnnxRuntimeCpu));
            Coverage = IntegerCoverage.Measure(copy, decisions);
            Coverage.Require();
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Forget();
        base.Dispose(disposing);
    }

    private static IEnumerable<IReadOnlyList<Tensor>> Images(QuantizationAwareOptions options, TrainingContext context)
    {
        var images = context.Data.Calibration;
        var size = Math.Min(CalibrationBatch, Math.Min(options.CalibrationImages, images.Count));
        var loader = new BatchLoader(images, context.Input.NormalisationFor(context.Data.Train), new() { BatchSize = Math.Max(1, size), Layout = context.Input.Layout });
        return loader.Read().Take((options.CalibrationImages + size - 1) / Math.Max(1, size)).Select(batch => (IReadOnlyList<Tensor>)[batch.Images]);
    }

    private static IEnumerable<IReadOnlyList<Tensor>> Rest(IEnumerator<IReadOnlyList<Tensor>> batches)
    {
        do
        {
            yield return batches.Current;
        }
        while (batches.MoveNext());
    }

    // What a transparent operator merely moves has been seen before.
    private static bool IsMoved(Value value) => value.Producer is { Operator.Quantization: QuantizationRole.Transparent } producer && producer.Input(0).Producer is { Operator: FakeQuantizer };

    private IReadOnlyList<LayerDecision> Decide(Graph graph, ShapeTable shapes) =>
        SiteFinder.Find(graph, shapes, IntegerBackend.OnnxRuntimeCpu, new(_options.Exclude.ToHashSet(StringComparer.Ordinal), _options.Depthwise));

    private Dictionary<string, long[]> Sizes(Graph graph)
    {
        var first = _calibration.First();
        return graph.Inputs.Zip(first).ToDictionary(pair => pair.First.Name, pair => pair.Second.shape, StringComparer.Ordinal);
    }

    private IEnumerable<Node> Nodes<TOperator>()
        where TOperator : FakeQuantizer => _module?.Graph.Nodes.Where(node => node.Operator is TOperator) ?? [];

    // Steps and bounds stay above 0, and small enough for the clamp that they stand for.
    private void Bound()
    {
        foreach (var node in Nodes<FakeQuantizer>().Where(node => node.Operator is LearnedStepActivation or LearnedOffsetActivation or LearnedStepWeight or ClippedActivation))
        {
            var trained = node.Input(1).Constant!.Tensor;
            using Scalar floor = Math.Max(Smallest, node.Float(FakeQuantizer.Floor, 0));
            trained.clamp_min_(floor);
            if (node.Operator is LearnedStepWeight steps && WeightScale.Least(node.Input(0).Constant!.Tensor, (int)node.Int(FakeQuantizer.Axis, 0), steps.SchemeOf(node)) is { } least)
            {
                trained.copy_(maximum(trained, least));
            }

            if (node.Float(FakeQuantizer.Ceiling, 0) is var ceiling and > 0)
            {
                using Scalar most = node.Operator is ClippedActivation clipped ? (float)(ceiling * clipped.RangeOf(node).Highest) : ceiling;
                trained.clamp_max_(most);
            }
        }
    }

    private void Forget()
    {
        foreach (var range in _ranges.Values)
        {
            range.Dispose();
        }

        _ranges.Clear();
    }
}
