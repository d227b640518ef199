using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// Keeps an exponential moving average of the networks' weights and BatchNorm statistics: average += (1 - decay) (weight - average) after a step (Polyak and Juditsky 1992; the warm-up of
/// the decay is TensorFlow's). It is measured, and written at the end, in the weights' place.
/// </summary>
/// <param name="options">The decay.</param>
/// <param name="algorithm">What is trained; not owned.</param>
public sealed class EmaHook(EmaHookOptions options, Algorithm algorithm) : Hook
{
    private const string UpdatesEntry = "updates";

    private readonly Dictionary<string, Tensor> _averages = new(StringComparer.Ordinal);
    private long _updates;

    /// <inheritdoc/>
    public override string Name => "ema";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors => _averages.Select(pair => (pair.Key, pair.Value));

    /// <inheritdoc/>
    public override void BeforeRun(RunStatus run)
    {
        if (_averages.Count == 0)
        {
            Start(replacement: null);
        }
    }

    /// <inheritdoc/>
    public override void AfterReplacement(RunStatus run, GraphReplacement replacement)
    {
        if (_averages.Count > 0)
        {
            Start(replacement);
        }
    }

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run)
    {
        if (run.Step % options.Every != 0)
        {
            return;
        }

        var decay = options.WarmUp ? Math.Min(options.Decay, (1.0 + _updates) / (10 + _updates)) : options.Decay;
        using var share = (TorchSharp.Scalar)(1 - decay);
        using var guard = no_grad();
        foreach (var (name, weight) in Weights())
        {
            using var scope = NewDisposeScope();
            var average = _averages[name];
            average.add_(weight.sub(average), share);
        }

        _updates++;
    }

    /// <inheritdoc/>
    public override void AfterRun(RunStatus run)
    {
        if (options.KeepAtEnd)
        {
            using var guard = no_grad();
            foreach (var (name, weight) in Weights())
            {
                weight.copy_(_averages[name]);
            }
        }
    }

    /// <inheritdoc/>
    public override IDisposable UseAveragedWeights() => new ExchangedWeights([.. Weights().Select(pair => (pair.Weight, _averages[pair.Name]))]);

    /// <inheritdoc/>
    public override void Save(StateRecord state) => state.Set(UpdatesEntry, _updates);

    /// <inheritdoc/>
    public override void Load(StateRecord state)
    {
        Forget();
        Start(replacement: null);
        _updates = state.Integer(UpdatesEntry);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    private IEnumerable<(string Name, Tensor Weight)> Weights() => algorithm.Modules.SelectMany(trained => trained.Module.Graph.Constants
        .Where(value => value.Constant is { HasTensor: true } constant && constant.ElementType.IsFloatingPoint())
        .Select(value => (trained.Qualify(value.Name), value.Constant!.Tensor)));

    private void Start(GraphReplacement? replacement)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var former = new Dictionary<string, Tensor>(_averages, StringComparer.Ordinal);
        _averages.Clear();
        foreach (var (name, weight) in Weights())
        {
            var average = former.TryGetValue(name, out var before) ? Narrowed(name, before, weight, replacement) : null;
            _averages.Add(name, (average ?? weight).detach().clone().DetachFromDisposeScope());
        }

        foreach (var tensor in former.Values)
        {
            tensor.Dispose();
        }
    }

    private static Tensor? Narrowed(string name, Tensor before, Tensor weight, GraphReplacement? replacement)
    {
        var narrowed = replacement?.Narrow is { } narrow ? narrow(name, before) : before;
        return narrowed is not null && narrowed.shape.AsSpan().SequenceEqual(weight.shape) ? narrowed : null;
    }

    private void Forget()
    {
        foreach (var tensor in _averages.Values)
        {
            tensor.Dispose();
        }

        _averages.Clear();
    }
}
