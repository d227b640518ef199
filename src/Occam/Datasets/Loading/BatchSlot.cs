using Occam.Datasets.Transforms;

namespace Occam.Datasets.Loading;

/// <summary>The buffers of one batch, filled by a worker and emptied by the reader, over and over.</summary>
internal sealed class BatchSlot(ImageSize source, int imageBytes, int batchSize) : IDisposable
{
    public byte[] Pixels { get; } = new byte[imageBytes * batchSize];

    public long[] Labels { get; } = new long[batchSize];

    public long[] Indices { get; } = new long[batchSize];

    public Picture Picture { get; } = new(source);

    public SemaphoreSlim Free { get; } = new(1, 1);

    public SemaphoreSlim Filled { get; } = new(0, 1);

    public Exception? Failure { get; set; }

    public void Dispose()
    {
        Free.Dispose();
        Filled.Dispose();
    }
}
