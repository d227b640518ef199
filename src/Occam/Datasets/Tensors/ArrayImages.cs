namespace Occam.Datasets.Tensors;

/// <summary>8-bit images in an array: [N, rows, columns], [N, rows, columns, channels] or [N, channels, rows, columns], with 1 or 3 channels. Held in memory.</summary>
internal sealed class ArrayImages : ImageDataset
{
    private readonly byte[] _pixels;
    private readonly bool _channelsLast;
    private readonly int[]? _labels;

    private ArrayImages(ImageSize size, bool channelsLast, byte[] pixels, int[]? labels, IReadOnlyList<string> classes)
    {
        (Size, _channelsLast, _pixels, _labels, Classes) = (size, channelsLast, pixels, labels, classes);
    }

    /// <inheritdoc/>
    public override int Count => _pixels.Length / Size.Bytes;

    /// <inheritdoc/>
    public override ImageSize Size { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>Takes an array as images.</summary>
    /// <exception cref="DataException">Its shape is not one of images.</exception>
    public static ArrayImages Of(NpyArray array, int[]? labels, IReadOnlyList<string> classes)
    {
        var (size, last) = array.Shape switch
        {
            [_, var h, var w] => (new ImageSize(1, h, w), false),
            [_, var h, var w, (1 or 3) and var c] => (new ImageSize(c, h, w), true),
            [_, (1 or 3) and var c, var h, var w] => (new ImageSize(c, h, w), false),
            _ => throw new DataException($"'{array.Path}' is [{string.Join(", ", array.Shape)}]; 8-bit images are [N, rows, columns], [N, rows, columns, channels] or [N, channels, rows, columns] with 1 or 3 channels."),
        };
        return size.Bytes > 0 ? new(size, last, array.Bytes, labels, classes) : throw new DataException($"'{array.Path}' is [{string.Join(", ", array.Shape)}]: its images have no pixels.");
    }

    /// <inheritdoc/>
    public override int Label(int index) => _labels?[index] ?? Unlabelled;

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> pixels)
    {
        var source = _pixels.AsSpan(index * Size.Bytes, Size.Bytes);
        if (!_channelsLast)
        {
            source.CopyTo(pixels);
            return;
        }

        var plane = Size.Height * Size.Width;
        for (var i = 0; i < source.Length; i++)
        {
            pixels[((i % Size.Channels) * plane) + (i / Size.Channels)] = source[i];
        }
    }
}
