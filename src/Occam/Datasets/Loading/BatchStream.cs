namespace Occam.Datasets.Loading;

/// <summary>The batches of all epochs of a loader in one row, for what takes a batch a step beside the run's own: a step's batch follows from the step, whether or not the run was stopped before it.</summary>
/// <param name="loader">The loader.</param>
public sealed class BatchStream(BatchLoader loader) : IDisposable
{
    private IEnumerator<Batch>? _epoch;
    private long _next;

    /// <summary>The batch of a step; reads ahead where steps are asked for one after the other.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <returns>The batch; its tensors belong to the dispose scope of the caller.</returns>
    /// <exception cref="DataException">An example cannot be read.</exception>
    public Batch At(long step)
    {
        if (_epoch is null || step != _next || step % loader.BatchCount == 0)
        {
            _epoch?.Dispose();
            _epoch = loader.Read((int)(step / loader.BatchCount), (int)(step % loader.BatchCount)).GetEnumerator();
        }

        _epoch.MoveNext();
        _next = step + 1;
        return _epoch.Current;
    }

    /// <inheritdoc/>
    public void Dispose() => _epoch?.Dispose();
}
