using Occam.Datasets.Transforms.Operations;

namespace Occam.Datasets.Transforms;

/// <summary>Cuts out a window of random area and shape and brings it to one size, as ImageNet's networks are trained (Szegedy et al. 2015, section 6). After ten windows that do not fit, the largest one in the middle that has an allowed shape is taken, as in torchvision.</summary>
public sealed class RandomResizedCrop : Transform
{
    private const int Attempts = 10;
    private const double SourceShare = 256.0 / 224; // torchvision's size of a test image by that of its crop

    private readonly RandomResizedCropOptions _options;
    private readonly ImageSize _size;

    /// <summary>Creates the transform.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">The size that the network takes.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandomResizedCrop(RandomResizedCropOptions options, TransformContext context)
    {
        ThrowIfAny(options.Problems());
        (_options, _size) = (options, context.Size with { Height = options.Height ?? context.Size.Height, Width = options.Width ?? context.Size.Width });
    }

    /// <summary>256/224 of the output's size, so that not every window has to be enlarged.</summary>
    public override ImageSize? SourceSize => _size with { Height = (int)Math.Round(_size.Height * SourceShare), Width = (int)Math.Round(_size.Width * SourceShare) };

    /// <inheritdoc/>
    public override ImageSize OutputSize(ImageSize input) => input with { Height = _size.Height, Width = _size.Width };

    /// <inheritdoc/>
    public override void Apply(Picture picture, ImageRandom random)
    {
        var (top, left, height, width) = Choose(picture.Size, random);
        Scaling.Apply(picture, top, left, height, width, OutputSize(picture.Size));
    }

    private (int Top, int Left, int Height, int Width) Choose(ImageSize size, ImageRandom random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = size.Height * size.Width * random.Between(_options.Smallest, _options.Largest);
            var shape = Math.Exp(random.Between(Math.Log(_options.Narrowest), Math.Log(_options.Widest)));
            var (width, height) = ((int)Math.Round(Math.Sqrt(area * shape)), (int)Math.Round(Math.Sqrt(area / shape)));
            if (width >= 1 && height >= 1 && width <= size.Width && height <= size.Height)
            {
                return (random.Below(size.Height - height + 1), random.Below(size.Width - width + 1), height, width);
            }
        }

        var own = (double)size.Width / size.Height;
        var rows = own < _options.Narrowest ? Math.Max(1, (int)Math.Round(size.Width / _options.Narrowest)) : size.Height;
        var columns = own > _options.Widest ? Math.Max(1, (int)Math.Round(size.Height * _options.Widest)) : size.Width;
        return ((size.Height - rows) / 2, (size.Width - columns) / 2, rows, columns);
    }
}
