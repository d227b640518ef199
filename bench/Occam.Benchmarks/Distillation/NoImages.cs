using Occam.Datasets;

namespace Occam.Benchmarks.Distillation;

/// <summary>Data of which only size and classes are asked.</summary>
internal sealed class NoImages(ImageSize size) : ImageDataset
{
    public override int Count => 1;

    public override ImageSize Size => size;

    public override IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, 10).Select(i => $"class{i}")];

    public override int Label(int index) => 0;

    public override void Read(int index, Span<byte> pixels) => pixels.Clear();
}
