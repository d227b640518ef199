using System.Collections.Concurrent;
using Occam.Datasets;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Search;

/// <summary>Images that remember which of them were read.</summary>
internal sealed class RecordedImages(int count) : ImageDataset
{
    private readonly MemoryDataset _images = new(count, classes: 10, side: 28);
    private readonly ConcurrentDictionary<int, bool> _read = new();

    public override int Count => count;

    public override ImageSize Size => _images.Size;

    public override IReadOnlyList<string> Classes => _images.Classes;

    public override int Label(int index) => _images.Label(index);

    public override void Read(int index, Span<byte> pixels)
    {
        _read[index] = true;
        _images.Read(index, pixels);
    }

    /// <summary>What was read since it was last asked.</summary>
    public int[] Take()
    {
        int[] read = [.. _read.Keys.Order()];
        _read.Clear();
        return read;
    }
}
