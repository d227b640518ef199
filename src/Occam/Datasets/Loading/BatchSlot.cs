using Occam.Datasets.Transforms;

namespace Occam.Datasets.Loading;

/// <summary>The buffers of one batch, filled by a worker and emptied by the reader, over and over.</summary>
internal sealed class BatchSlot(int batchSize) : IDisposable
{
    /// <summary>The pixels of images, after their changes.</summary>
    public byte[] Pixels { get; init; } = [];

    /// <summary>The numbers of tensors.</summary>
    public float[] Values { get; init; } = [];

    /// <summary>The image that is being changed.</summary>
    public Picture? Picture { get; init; }

    public long[] Labels { get; } = new long[batchSize];

    public long[] Indices { get; } = new long[batchSize];

    public SemaphoreSlim Free { get; } = new(1, 1);

    public SemaphoreSlim Filled { get; } = new(0, 1);

    public Exception? Failure { get; set; }

    public void Dispose()
    {
        Free.Dispose();
        Filled.Dispose();
    }
}
