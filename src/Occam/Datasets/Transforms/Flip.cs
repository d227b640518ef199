namespace Occam.Datasets.Transforms;

/// <summary>Mirrors images at random, left to right or top to bottom.</summary>
public sealed class Flip : Transform
{
    private readonly FlipOptions _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Flip(FlipOptions options)
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

        for (var channel = 0; channel < picture.Size.Channels; channel++)
        {
            var pixels = picture.Channel(channel);
            if (_options.Vertical)
            {
                pixels.Reverse(); // turns it by 180 degrees; mirroring the rows makes it a vertical flip
            }

            for (var row = 0; row < picture.Size.Height; row++)
            {
                pixels.Slice(row * picture.Size.Width, picture.Size.Width).Reverse();
            }
        }
    }
}
