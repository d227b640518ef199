using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Brings the whole image to another size with an antialiased bilinear filter; the shape is not kept.</summary>
public sealed class Resize : Transform
{
    private readonly ImageSize _size;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">The size that the network takes.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Resize(ResizeOptions options, TransformContext context)
    {
        ThrowIfAny(options.Problems());
        _size = context.Size with { Height = options.Height ?? context.Size.Height, Width = options.Width ?? context.Size.Width };
    }

    /// <inheritdoc/>
    public override ImageSize? SourceSize => _size;

    /// <inheritdoc/>
    public override ImageSize OutputSize(ImageSize input) => input with { Height = _size.Height, Width = _size.Width };

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        if (picture.Size.Height != _size.Height || picture.Size.Width != _size.Width)
        {
            Scaling.Apply(picture, 0, 0, picture.Size.Height, picture.Size.Width, OutputSize(picture.Size));
        }
    }
}
