using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>Copies the first calibration batches while they pass by.</summary>
/// <param name="limit">How many.</param>
internal sealed class KeptBatches(int limit) : IDisposable
{
    private readonly List<IReadOnlyList<Tensor>> _batches = [];

    /// <summary>The copies.</summary>
    public IReadOnlyList<IReadOnlyList<Tensor>> Batches => _batches;

    /// <summary>Passes batches on.</summary>
    public IEnumerable<IReadOnlyList<Tensor>> Watch(IEnumerable<IReadOnlyList<Tensor>> batches)
    {
        foreach (var batch in batches)
        {
            if (_batches.Count < limit)
            {
                _batches.Add([.. batch.Select(tensor => tensor.clone().DetachFromDisposeScope())]);
            }

            yield return batch;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _batches.SelectMany(batch => batch))
        {
            tensor.Dispose();
        }
    }
}
