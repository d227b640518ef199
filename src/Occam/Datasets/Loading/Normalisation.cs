namespace Occam.Datasets.Loading;

/// <summary>How pixels become a network's input: (pixel / 255 - mean) / deviation, for each channel.</summary>
/// <param name="Mean">The mean of each channel, on the scale 0 to 1.</param>
/// <param name="Deviation">The standard deviation of each channel, on the same scale, over 0.</param>
public sealed record Normalisation(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    /// <summary>ImageNet's, which most public classifiers were trained with.</summary>
    public static Normalisation ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>That of tensors, which are used as they are.</summary>
    public static Normalisation None { get; } = new([], []);

    /// <summary>Measures a data set.</summary>
    public static Normalisation Measure(ImageDataset dataset)
    {
        var (sums, squares) = (new double[dataset.Size.Channels], new double[dataset.Size.Channels]);
        var plane = dataset.Size.Height * dataset.Size.Width;
        var pixels = new byte[dataset.Size.Bytes];
        for (var i = 0; i < dataset.Count; i++)
        {
            dataset.Read(i, pixels);
            for (var channel = 0; channel < sums.Length; channel++)
            {
                var (sum, square) = (0L, 0L);
                foreach (var pixel in pixels.AsSpan(channel * plane, plane))
                {
                    sum += pixel;
                    square += pixel * pixel;
                }

                sums[channel] += sum;
                squares[channel] += square;
            }
        }

        var count = (double)dataset.Count * plane;
        var mean = Array.ConvertAll(sums, sum => sum / count / 255);
        var deviation = squares.Select((square, c) => Math.Sqrt(Math.Max((square / count / 255 / 255) - (mean[c] * mean[c]), 0)));
        return new([.. mean.Select(x => (float)x)], [.. deviation.Select(x => (float)Math.Max(x, 1e-3))]);
    }

    /// <summary>The factor and the summand of each channel: input = pixel * factor + summand.</summary>
    internal (float[] Factors, float[] Summands) ToLinear() =>
        ([.. Deviation.Select(d => 1 / (255 * d))], [.. Mean.Zip(Deviation, (m, d) => -m / d)]);
}
