using Occam.Datasets;

namespace Occam.Tests.Datasets;

/// <summary>Small images made up from their index: class k is bright in column k.</summary>
internal sealed class MemoryDataset(int count, int classes = 4, int side = 8, bool labelled = true) : ImageDataset
{
    public override int Count => count;

    public override ImageSize Size { get; } = new(1, side, side);

    public override IReadOnlyList<string> Classes { get; } = labelled ? [.. Enumerable.Range(0, classes).Select(i => $"class{i}")] : [];

    public override int Label(int index) => labelled ? index % classes : Unlabelled;

    public override void Read(int index, Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var column = i % side;
            pixels[i] = (byte)((column == index % classes ? 200 : 20) + ((index * 7) + (i * 3)) % 32);
        }
    }
}
