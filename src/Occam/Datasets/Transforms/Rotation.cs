using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Turns images about their centre by a random angle.</summary>
public sealed class Rotation : Transform
{
    private readonly RotationOptions _options;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Rotation(RotationOptions options)
    {
        ThrowIfAny(options.Problems());
        _options = options;
    }

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random) =>
        Warp.Turn(random.Between(-_options.Degrees, _options.Degrees), picture.Size).Apply(picture, _options.Fill, _options.Smooth);
}
