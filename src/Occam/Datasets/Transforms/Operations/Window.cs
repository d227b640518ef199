namespace Occam.Datasets.Transforms.Operations;

/// <summary>Cuts a window out of an image; it may reach over the image's edges.</summary>
internal static class Window
{
    /// <summary>Cuts a window.</summary>
    /// <param name="picture">The image.</param>
    /// <param name="top">The window's first row; may be negative.</param>
    /// <param name="left">The window's first column; may be negative.</param>
    /// <param name="height">The window's rows.</param>
    /// <param name="width">The window's columns.</param>
    /// <param name="fill">What stands outside the image.</param>
    public static void Cut(Picture picture, int top, int left, int height, int width, IReadOnlyList<int> fill)
    {
        var (from, to) = (picture.Size, picture.Size with { Height = height, Width = width });
        var target = picture.Next(to);
        var first = Math.Clamp(-left, 0, width); // columns of the window that are inside: first to end
        var end = Math.Clamp(from.Width - left, first, width);
        for (var channel = 0; channel < to.Channels; channel++)
        {
            var source = picture.Channel(channel);
            var outside = Fill.Of(fill, channel);
            for (var y = 0; y < height; y++)
            {
                var line = target.Slice(((channel * height) + y) * width, width);
                line.Fill(outside);
                if (top + y >= 0 && top + y < from.Height && end > first)
                {
                    source.Slice(((top + y) * from.Width) + left + first, end - first).CopyTo(line[first..]);
                }
            }
        }

        picture.Take(to);
    }
}
