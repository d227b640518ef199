namespace Occam.Datasets.Transforms;

/// <summary>Replaces a random rectangle (Zhong et al. 2020, algorithm 1). The shape is drawn evenly on a logarithmic scale, as torchvision does; after a hundred rectangles that do not fit the image stays.</summary>
public sealed class RandomErasing : Transform
{
    private const int Attempts = 100;

    private readonly RandomErasingOptions _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandomErasing(RandomErasingOptions options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        if (!random.Chance(_options.Probability))
        {
            return;
        }

        var size = picture.Size;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = size.Height * size.Width * random.Between(_options.Smallest, _options.Largest);
            var shape = Math.Exp(random.Between(Math.Log(_options.Narrowest), -Math.Log(_options.Narrowest)));
            var (height, width) = ((int)Math.Round(Math.Sqrt(area * shape)), (int)Math.Round(Math.Sqrt(area / shape)));
            if (height >= 1 && width >= 1 && height < size.Height && width < size.Width)
            {
                Erase(picture, random.Below(size.Height - height + 1), random.Below(size.Width - width + 1), height, width, random);
                return;
            }
        }
    }

    private void Erase(Picture picture, int top, int left, int height, int width, ImageRandom random)
    {
        for (var channel = 0; channel < picture.Size.Channels; channel++)
        {
            for (var row = top; row < top + height; row++)
            {
                var line = picture.Channel(channel).Slice((row * picture.Size.Width) + left, width);
                line.Fill(Operations.Fill.Of(_options.Fill, channel));
                for (var i = 0; i < line.Length && _options.Noise; i++)
                {
                    line[i] = (byte)random.Below(256);
                }
            }
        }
    }
}
