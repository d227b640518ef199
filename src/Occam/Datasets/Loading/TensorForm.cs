using static TorchSharp.torch;

namespace Occam.Datasets.Loading;

/// <summary>Tensors, as they are.</summary>
internal sealed class TensorForm : BatchForm
{
    private readonly TensorDataset _dataset;
    private readonly int _numbers;

    /// <summary>Prepares the form.</summary>
    /// <exception cref="ArgumentException">The options change images.</exception>
    public TensorForm(TensorDataset dataset, LoaderOptions options)
    {
        if (options.Transforms is { Count: > 0 })
        {
            throw new ArgumentException($"Transforms change images, but the data are tensors [{string.Join(", ", dataset.Shape)}]; leave training.transforms out.", nameof(options));
        }

        (_dataset, _numbers) = (dataset, dataset.Numbers);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Shape => _dataset.Shape;

    /// <inheritdoc/>
    public override BatchSlot NewSlot(int batchSize) => new(batchSize) { Values = new float[_numbers * batchSize] };

    /// <inheritdoc/>
    public override void Fill(BatchSlot slot, int position, int index, SplitMix random) =>
        _dataset.Read(index, slot.Values.AsSpan(position * _numbers, _numbers));

    /// <inheritdoc/>
    public override Tensor ToTensor(BatchSlot slot, int count) =>
        from_array(slot.Values).narrow(0, 0, (long)count * _numbers).reshape([count, .. _dataset.Shape]).clone();
}
