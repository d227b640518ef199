using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Adds a border and cuts out a window at a random place, as CIFAR's networks are trained (He et al. 2015, section 4.2: 4 pixels).</summary>
public sealed class RandomCrop : Transform
{
    private readonly RandomCropOptions _options;
    private readonly ImageSize _size;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">The size that the network takes.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandomCrop(RandomCropOptions options, TransformContext context)
    {
        ThrowIfAny(options.Problems());
        (_options, _size) = (options, context.Size with { Height = options.Height ?? context.Size.Height, Width = options.Width ?? context.Size.Width });
    }

    /// <inheritdoc/>
    public override ImageSize OutputSize(ImageSize input) => Spare(input.Height, _size.Height) >= 0 && Spare(input.Width, _size.Width) >= 0
        ? input with { Height = _size.Height, Width = _size.Width }
        : throw new ArgumentException($"An image of {input} with {_options.Padding} pixels added on each side cannot be cropped to {_size.Height}x{_size.Width}: it is too small.", nameof(input));

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        var top = random.Below(Spare(picture.Size.Height, _size.Height) + 1) - _options.Padding;
        var left = random.Below(Spare(picture.Size.Width, _size.Width) + 1) - _options.Padding;
        Window.Cut(picture, top, left, _size.Height, _size.Width, _options.Fill);
    }

    private int Spare(int has, int wanted) => has + (2 * _options.Padding) - wanted;
}
