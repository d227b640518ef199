using static TorchSharp.torch;

namespace Occam.Core.Training.Components;

/// <summary>What a network is trained for, apart from what components add.</summary>
public abstract class TaskLoss : IDisposable
{
    /// <summary>The name in logs, in snake case.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the loss takes the labels of both images where a batch has a <see cref="Datasets.Loading.Mixture"/>. Default no: an experiment with mixes is then refused before it starts.</summary>
    public virtual bool TakesMixtures => false;

    /// <summary>Computes the loss.</summary>
    /// <param name="pass">What the network computed, with the batch.</param>
    /// <returns>A scalar with gradients, weighted, in the caller's dispose scope; null where the batch has no labels and that is allowed.</returns>
    /// <exception cref="TrainingException">The batch has no labels.</exception>
    public abstract Tensor? Compute(ForwardPass pass);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the loss owns.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
