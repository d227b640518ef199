using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Cuts the middle out of an image.</summary>
public sealed class CenterCrop : Transform
{
    private readonly ImageSize _size;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">The size that the network takes.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CenterCrop(CenterCropOptions options, TransformContext context)
    {
        ThrowIfAny(options.Problems());
        _size = context.Size with { Height = options.Height ?? context.Size.Height, Width = options.Width ?? context.Size.Width };
    }

    /// <inheritdoc/>
    public override ImageSize OutputSize(ImageSize input) => input.Height >= _size.Height && input.Width >= _size.Width
        ? input with { Height = _size.Height, Width = _size.Width }
        : throw new ArgumentException($"An image of {input} cannot be cropped to {_size.Height}x{_size.Width}: it is too small; resize it first.", nameof(input));

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random) =>
        Window.Cut(picture, (picture.Size.Height - _size.Height) / 2, (picture.Size.Width - _size.Width) / 2, _size.Height, _size.Width, [0]);
}
