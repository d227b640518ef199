namespace Occam.Datasets.Loading;

/// <summary>Random changes of training images.</summary>
public sealed record Augmentation
{
    /// <summary>No change.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Flip and crop, as CIFAR's residual networks were trained (He et al. 2015, section 4.2).</summary>
    public static Augmentation FlipAndCrop { get; } = new() { Flip = true, CropPadding = 1 / 14.0 };

    /// <summary>Whether half of the images are mirrored left to right. Default no.</summary>
    public bool Flip { get; init; }

    /// <summary>
    /// How far the image is shifted at most, as a share of each side: it is padded with black by that much on every side and cropped at random to its
    /// size. 1/14 pads 28 pixels by 2 and 224 by 16. 0 to 0.5. Default 0.
    /// </summary>
    public double CropPadding { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => CropPadding is >= 0 and <= 0.5 ? [] : [$"CropPadding has to be from 0 to 0.5, but is {CropPadding}."];

    /// <summary>Writes a changed copy of an image.</summary>
    /// <param name="source">The pixels: channels, rows, columns.</param>
    /// <param name="target">Room for as many.</param>
    /// <param name="size">The size.</param>
    /// <param name="random">Where the choices come from.</param>
    internal void Apply(ReadOnlySpan<byte> source, Span<byte> target, ImageSize size, ref SplitMix random)
    {
        var (padY, padX) = ((int)Math.Round(size.Height * CropPadding), (int)Math.Round(size.Width * CropPadding));
        var (dy, dx) = (random.Below((2 * padY) + 1) - padY, random.Below((2 * padX) + 1) - padX);
        var flip = Flip && random.Below(2) == 1;
        var (from, to) = (Math.Max(0, dx), Math.Max(0, -dx)); // target column c shows source column c + dx
        var kept = size.Width - Math.Abs(dx);
        for (var row = 0; row < size.Channels * size.Height; row++)
        {
            var line = target.Slice(row * size.Width, size.Width);
            line.Clear();
            var y = (row % size.Height) + dy;
            if (y >= 0 && y < size.Height)
            {
                source.Slice(((row + dy) * size.Width) + from, kept).CopyTo(line[to..]);
                if (flip)
                {
                    line.Reverse();
                }
            }
        }
    }
}
