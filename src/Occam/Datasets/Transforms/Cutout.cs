namespace Occam.Datasets.Transforms;

/// <summary>Blanks squares whose centre is anywhere in the image; what reaches over its edge is cut off (DeVries and Taylor 2017).</summary>
public sealed class Cutout : Transform
{
    private readonly CutoutOptions _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Cutout(CutoutOptions options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        var size = picture.Size;
        for (var hole = 0; hole < _options.Holes; hole++)
        {
            var (top, left) = (random.Below(size.Height) - (_options.Length / 2), random.Below(size.Width) - (_options.Length / 2));
            var (first, end) = (Math.Max(0, left), Math.Min(size.Width, left + _options.Length));
            for (var row = Math.Max(0, top); row < Math.Min(size.Height, top + _options.Length); row++)
            {
                for (var channel = 0; channel < size.Channels; channel++)
                {
                    picture.Channel(channel)[((row * size.Width) + first)..((row * size.Width) + end)].Fill(Operations.Fill.Of(_options.Fill, channel));
                }
            }
        }
    }
}
