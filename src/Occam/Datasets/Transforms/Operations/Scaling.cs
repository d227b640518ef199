namespace Occam.Datasets.Transforms.Operations;

/// <summary>
/// Brings a part of an image to another size with a triangle filter that widens where the image shrinks, so that every pixel counts (Pillow's and, with
/// antialiasing, torchvision's bilinear resize).
/// </summary>
internal static class Scaling
{
    /// <summary>Scales a part.</summary>
    /// <param name="picture">The image.</param>
    /// <param name="top">The part's first row.</param>
    /// <param name="left">The part's first column.</param>
    /// <param name="height">The part's rows.</param>
    /// <param name="width">The part's columns.</param>
    /// <param name="to">The new size; its channels are the image's.</param>
    public static void Apply(Picture picture, int top, int left, int height, int width, ImageSize to)
    {
        var (rows, columns) = (Taps(height, to.Height), Taps(width, to.Width));
        var lines = new float[height * to.Width];
        var target = picture.Next(to);
        for (var channel = 0; channel < to.Channels; channel++)
        {
            var source = picture.Channel(channel);
            for (var y = 0; y < height; y++)
            {
                var line = source.Slice(((top + y) * picture.Size.Width) + left, width);
                for (var x = 0; x < to.Width; x++)
                {
                    var (first, weights) = columns[x];
                    var sum = 0f;
                    for (var i = 0; i < weights.Length; i++)
                    {
                        sum += weights[i] * line[first + i];
                    }

                    lines[(y * to.Width) + x] = sum;
                }
            }

            Columns(lines, rows, to, target.Slice(channel * to.Height * to.Width, to.Height * to.Width));
        }

        picture.Take(to);
    }

    private static void Columns(float[] lines, (int First, float[] Weights)[] rows, ImageSize to, Span<byte> target)
    {
        for (var y = 0; y < to.Height; y++)
        {
            var (first, weights) = rows[y];
            for (var x = 0; x < to.Width; x++)
            {
                var sum = 0f;
                for (var i = 0; i < weights.Length; i++)
                {
                    sum += weights[i] * lines[((first + i) * to.Width) + x];
                }

                target[(y * to.Width) + x] = (byte)Math.Clamp(MathF.Round(sum), 0, 255);
            }
        }
    }

    private static (int First, float[] Weights)[] Taps(int from, int to)
    {
        var taps = new (int First, float[] Weights)[to];
        var scale = (double)from / to;
        var support = Math.Max(scale, 1);
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(from, (int)(centre + support + 0.5));
            var weights = Enumerable.Range(first, end - first).Select(j => Math.Max(0, 1 - (Math.Abs(j + 0.5 - centre) / support))).ToArray();
            var sum = weights.Sum();
            taps[i] = (first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
        }

        return taps;
    }
}
