using static TorchSharp.torch;

namespace Occam.Core.Training.Hooks;

/// <summary>Other values in the place of weights, until it is disposed.</summary>
internal sealed class ExchangedWeights : IDisposable
{
    private readonly (Tensor Weight, Tensor Kept)[] _kept;

    /// <summary>Puts the values in.</summary>
    /// <param name="pairs">Each weight with its other value; neither is owned.</param>
    public ExchangedWeights((Tensor Weight, Tensor Value)[] pairs)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        _kept = Array.ConvertAll(pairs, pair => (pair.Weight, pair.Weight.detach().clone().DetachFromDisposeScope()));
        Array.ForEach(pairs, pair => pair.Weight.copy_(pair.Value));
    }

    /// <summary>Puts the weights back.</summary>
    public void Dispose()
    {
        using var guard = no_grad();
        foreach (var (weight, kept) in _kept)
        {
            weight.copy_(kept);
            kept.Dispose();
        }
    }
}
