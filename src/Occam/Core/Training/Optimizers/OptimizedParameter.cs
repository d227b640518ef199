using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>A parameter with what an optimizer remembers of it.</summary>
public sealed class OptimizedParameter : IDisposable
{
    private readonly Dictionary<string, Tensor> _slots = new(StringComparer.Ordinal);

    internal OptimizedParameter(string name, Parameter weight, double learningRateFactor, double weightDecay)
    {
        (Name, Weight, LearningRateFactor, WeightDecay) = (name, weight, learningRateFactor, weightDecay);
        Decay = weightDecay > 0 ? (Scalar)weightDecay : null;
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The parameter; not owned.</summary>
    public Parameter Weight { get; }

    /// <summary>The factor of the optimizer's learning rate.</summary>
    public double LearningRateFactor { get; }

    /// <summary>The weight decay, 0 where the parameter is spared.</summary>
    public double WeightDecay { get; }

    /// <summary>How many times the parameter was changed; steps without a gradient do not count.</summary>
    public long Steps { get; internal set; }

    /// <summary>What is remembered, by slot: <c>velocity</c>, <c>average</c>... Of the parameter's shape; not to be disposed.</summary>
    public IReadOnlyDictionary<string, Tensor> Slots => _slots;

    /// <summary>The weight decay as a scalar, null where it is 0.</summary>
    internal Scalar? Decay { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _slots.Values)
        {
            tensor.Dispose();
        }

        _slots.Clear();
        Decay?.Dispose();
    }

    /// <summary>Takes a tensor into a slot.</summary>
    internal void Keep(string slot, Tensor tensor) => _slots[slot] = tensor.DetachFromDisposeScope();
}
