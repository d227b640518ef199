using Occam.Datasets.Loading;
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

    /// <summary>Computes the loss of outputs where there has to be one and nothing was recorded.</summary>
    /// <param name="batch">What the network was given.</param>
    /// <param name="outputs">The network's outputs, with gradients.</param>
    /// <returns>As <see cref="Compute"/>.</returns>
    /// <exception cref="TrainingException">There is no loss.</exception>
    internal Tensor Of(Batch batch, IReadOnlyList<Tensor> outputs) => Compute(new(batch, outputs, new Dictionary<string, Tensor>(StringComparer.Ordinal)))
        ?? throw new TrainingException("There is nothing to train for: the task gives no loss for these images.");

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
