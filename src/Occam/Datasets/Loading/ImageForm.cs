using Occam.Datasets.Transforms;
using static TorchSharp.torch;

namespace Occam.Datasets.Loading;

/// <summary>Images: changed as bytes, then normalised.</summary>
internal sealed class ImageForm : BatchForm
{
    private static readonly TorchSharp.Scalar One = 1;

    private readonly ImageDataset _dataset;
    private readonly LoaderOptions _options;
    private readonly ImageSize _size;
    private readonly float[] _factors;
    private readonly float[] _summands;

    /// <summary>Prepares the form.</summary>
    /// <exception cref="ArgumentException">The normalisation has another number of channels, or a transform does not fit the images.</exception>
    public ImageForm(ImageDataset dataset, Normalisation normalisation, LoaderOptions options)
    {
        if (normalisation.Mean.Count != dataset.Size.Channels || normalisation.Deviation.Count != dataset.Size.Channels)
        {
            throw new ArgumentException($"The images have {dataset.Size.Channels} channels, but mean and deviation are given for {normalisation.Mean.Count} and {normalisation.Deviation.Count}.", nameof(normalisation));
        }

        var wanted = (options.Transforms ?? []).Select(transform => transform.SourceSize).FirstOrDefault(size => size is not null);
        (_dataset, _options) = (wanted is { } size ? dataset.Sized(size.Height, size.Width) : dataset, options);
        (_factors, _summands) = normalisation.ToLinear();
        _size = (options.Transforms ?? []).Aggregate(_dataset.Size, (before, transform) => transform.OutputSize(before));
        Shape = options.Layout == InputLayout.ChannelsLast ? [_size.Height, _size.Width, _size.Channels] : [_size.Channels, _size.Height, _size.Width];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Shape { get; }

    /// <inheritdoc/>
    public override BatchSlot NewSlot(int batchSize) => new(batchSize) { Pixels = new byte[_size.Bytes * batchSize], Picture = new(_dataset.Size) };

    /// <inheritdoc/>
    public override void Fill(BatchSlot slot, int position, int index, SplitMix random)
    {
        var picture = slot.Picture!;
        picture.Reset(_dataset.Size);
        _dataset.Read(index, picture.Pixels);
        var target = slot.Pixels.AsSpan(position * _size.Bytes, _size.Bytes);
        if (_options.Transforms is null)
        {
            _options.Augmentation.Apply(picture.Pixels, target, _size, ref random);
            return;
        }

        var choices = new ImageRandom(random);
        foreach (var transform in _options.Transforms)
        {
            transform.Apply(picture, choices);
        }

        picture.Pixels.CopyTo(target);
    }

    /// <inheritdoc/>
    public override Tensor ToTensor(BatchSlot slot, int count)
    {
        var pixels = from_array(slot.Pixels).narrow(0, 0, (long)count * _size.Bytes).reshape(count, _size.Channels, _size.Height, _size.Width);
        var images = pixels.to(ScalarType.Float32).mul_(from_array(_factors).reshape(1, -1, 1, 1)).add_(from_array(_summands).reshape(1, -1, 1, 1), One);
        return _options.Layout == InputLayout.ChannelsLast ? images.permute(0, 2, 3, 1).contiguous() : images;
    }
}
