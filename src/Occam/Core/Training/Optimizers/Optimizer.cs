using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>
/// Changes parameters by their gradients, in place. What it remembers is kept by the parameter's name, so that checkpoints hold it and pruning can cut it. Gradient
/// clipping and accumulation happen here, so that no algorithm has to know of them.
/// </summary>
/// <remarks>TorchSharp's own optimizers make a native scalar from every number they are given, which the garbage collector can free under the call; here scalars are held.</remarks>
public abstract class Optimizer : IDisposable
{
    private readonly OptimizerOptions _options;
    private readonly string[] _slots;
    private readonly GradientClipping _clipping;
    private readonly Scalar _share;
    private readonly List<OptimizedParameter> _parameters = [];

    /// <summary>Starts at rest, at the options' learning rate.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <param name="options">The options.</param>
    /// <param name="slots">The names of what is remembered of each parameter; zeros of the parameter's shape at first.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    protected Optimizer(IReadOnlyList<(string Name, Parameter Weight)> parameters, OptimizerOptions options, params string[] slots)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (_options, _slots, LearningRate) = (options, slots, options.LearningRate);
        _clipping = new(options.MaxGradientNorm, options.MaxGradientValue);
        _share = 1.0 / options.Accumulation;
        Fill(parameters);
    }

    /// <summary>The learning rate of the next step, at least 0.</summary>
    public double LearningRate { get; set; }

    /// <summary>The learning rate that a schedule's factors are of.</summary>
    public double BaseLearningRate => _options.LearningRate;

    /// <summary>The parameters, with what is remembered of them.</summary>
    public IReadOnlyList<OptimizedParameter> Parameters => _parameters;

    /// <summary>The gradients added up so far, below the options' accumulation.</summary>
    public int Accumulated { get; private set; }

    /// <summary>Everything remembered, by <c>slot:parameter</c>; to be read and overwritten, not disposed.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        _parameters.SelectMany(parameter => parameter.Slots.Select(slot => ($"{slot.Key}:{parameter.Name}", slot.Value)));

    /// <summary>Forgets the gradients, unless they are being accumulated.</summary>
    public void ClearGradients()
    {
        if (Accumulated == 0)
        {
            foreach (var parameter in _parameters)
            {
                parameter.Weight.grad = null;
            }
        }
    }

    /// <summary>Changes the parameters by their gradients, once for every so many calls as are accumulated; parameters without a gradient stay.</summary>
    public void Step()
    {
        if (++Accumulated < _options.Accumulation)
        {
            return;
        }

        Accumulated = 0;
        using var guard = no_grad();
        using var outer = NewDisposeScope();
        var present = new List<(OptimizedParameter Parameter, Tensor Gradient)>(_parameters.Count);
        foreach (var parameter in _parameters)
        {
            if (parameter.Weight.grad is { } gradient)
            {
                present.Add((parameter, _options.Accumulation > 1 ? gradient.mul_(_share) : gradient));
            }
        }

        _clipping.Apply(present.ConvertAll(pair => pair.Gradient));
        foreach (var (parameter, gradient) in present)
        {
            using var scope = NewDisposeScope();
            Update(parameter, gradient, LearningRate * parameter.LearningRateFactor);
            parameter.Steps++;
        }
    }

    /// <summary>Goes on with other parameters, as after pruning: those of known names keep what is remembered of them, cut to their new shape.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <param name="narrow">As <see cref="GraphReplacement.Narrow"/>.</param>
    /// <exception cref="TrainingException">A tensor was cut to another shape than its parameter's.</exception>
    public void Rebind(IReadOnlyList<(string Name, Parameter Weight)> parameters, Func<string, Tensor, Tensor?>? narrow = null)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var before = _parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        _parameters.Clear();
        Accumulated = 0;
        Fill(parameters);
        foreach (var parameter in _parameters)
        {
            if (before.TryGetValue(parameter.Name, out var former))
            {
                TakeOver(former, parameter, narrow);
            }
        }

        foreach (var former in before.Values)
        {
            former.Dispose();
        }
    }

    /// <summary>Puts into a checkpoint what <see cref="State"/> does not hold: counters, and gradients that are being accumulated.</summary>
    public void Save(StateRecord state)
    {
        using var scope = NewDisposeScope();
        state.Set("accumulated", Accumulated);
        foreach (var parameter in _parameters)
        {
            state.Set($"steps:{parameter.Name}", parameter.Steps);
            if (Accumulated > 0 && parameter.Weight.grad is { } gradient)
            {
                state.Set($"gradient:{parameter.Name}", gradient.cpu().contiguous().bytes.ToArray());
            }
        }
    }

    /// <summary>Goes back to what <see cref="Save"/> kept.</summary>
    public void Load(StateRecord state)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Accumulated = (int)state.Integer("accumulated");
        foreach (var parameter in _parameters)
        {
            parameter.Steps = state.Integer($"steps:{parameter.Name}");
            parameter.Weight.grad = null;
            if (state.Bytes($"gradient:{parameter.Name}") is { } bytes)
            {
                var gradient = empty(parameter.Weight.shape, parameter.Weight.dtype);
                bytes.CopyTo(gradient.bytes);
                parameter.Weight.grad = gradient.to(parameter.Weight.device);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes a parameter. Gradients are switched off, and a dispose scope is open.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient, clipped; may be overwritten.</param>
    /// <param name="learningRate">The learning rate of this parameter.</param>
    protected abstract void Update(OptimizedParameter parameter, Tensor gradient, double learningRate);

    /// <summary>Adds the gradient of the L2 penalty: g += decay * w.</summary>
    protected static void AddDecay(OptimizedParameter parameter, Tensor gradient)
    {
        if (parameter.Decay is { } decay)
        {
            gradient.add_(parameter.Weight, decay);
        }
    }

    /// <summary>Frees what is remembered.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _parameters.ForEach(parameter => parameter.Dispose());
            _parameters.Clear();
            _clipping.Dispose();
            _share.Dispose();
        }
    }

    private static void TakeOver(OptimizedParameter former, OptimizedParameter parameter, Func<string, Tensor, Tensor?>? narrow)
    {
        parameter.Steps = former.Steps;
        foreach (var (slot, tensor) in former.Slots)
        {
            var kept = narrow is null ? Fits(tensor, parameter) ? tensor : null : narrow(parameter.Name, tensor);
            if (kept is null)
            {
                parameter.Steps = 0;
                continue;
            }

            if (!Fits(kept, parameter))
            {
                throw new TrainingException($"The {slot} of '{parameter.Name}' was cut to [{string.Join(", ", kept.shape)}], but the parameter is [{string.Join(", ", parameter.Weight.shape)}].");
            }

            parameter.Slots[slot].copy_(kept);
        }
    }

    private static bool Fits(Tensor tensor, OptimizedParameter parameter) => tensor.shape.AsSpan().SequenceEqual(parameter.Weight.shape);

    private void Fill(IReadOnlyList<(string Name, Parameter Weight)> parameters)
    {
        foreach (var (name, weight) in parameters)
        {
            var group = _options.Groups.FirstOrDefault(candidate => candidate.Fits(name)) ?? new();
            var decay = weight.Dimensions > 1 || _options.DecayVectors ? _options.WeightDecay * group.WeightDecayFactor : 0;
            var parameter = new OptimizedParameter(name, weight, group.LearningRateFactor, decay);
            foreach (var slot in _slots)
            {
                using var guard = no_grad();
                parameter.Keep(slot, zeros_like(weight));
            }

            _parameters.Add(parameter);
        }
    }
}
