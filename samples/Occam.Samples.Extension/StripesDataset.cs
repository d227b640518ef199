using Occam.Datasets;

namespace Occam.Samples.Extension;

/// <summary>A stranger's data set: horizontal and vertical stripes, in turns.</summary>
public sealed class StripesDataset : ImageDataset
{
    private StripesDataset(int count, ImageSize size)
    {
        (Count, Size) = (count, size);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override ImageSize Size { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ["horizontal", "vertical"];

    /// <summary>Makes the images; all three splits are the same.</summary>
    public static DataSplits Open(StripesOptions options, ImageSize size)
    {
        var all = new StripesDataset(options.Count, size);
        return new(all, all, all, "every image in every split");
    }

    /// <inheritdoc/>
    public override int Label(int index) => index % 2;

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var line = Label(index) == 0 ? i / Size.Width : i % Size.Width;
            pixels[i] = (byte)(line % 2 * 255);
        }
    }
}
