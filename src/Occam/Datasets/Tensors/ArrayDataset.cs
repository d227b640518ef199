namespace Occam.Datasets.Tensors;

/// <summary>The rows of an array as examples, with labels from another one. Held in memory in the file's type, read as float.</summary>
internal sealed class ArrayDataset : TensorDataset
{
    private readonly NpyArray _values;
    private readonly int[]? _labels;

    /// <summary>Creates the data set.</summary>
    /// <param name="values">The examples along the first axis.</param>
    /// <param name="labels">A label an example, or null.</param>
    /// <param name="classes">The class names.</param>
    public ArrayDataset(NpyArray values, int[]? labels, IReadOnlyList<string> classes)
    {
        (_values, _labels, Classes) = (values, labels, classes);
        Shape = [.. values.Shape.Skip(1).Select(size => (long)size)];
    }

    /// <inheritdoc/>
    public override int Count => _values.Shape[0];

    /// <inheritdoc/>
    public override IReadOnlyList<long> Shape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override int Label(int index) => _labels?[index] ?? Unlabelled;

    /// <inheritdoc/>
    public override void Read(int index, Span<float> values)
    {
        _values.ToFloats(index * _values.RowLength, values[.._values.RowLength]);
        foreach (var value in values[.._values.RowLength])
        {
            if (!float.IsFinite(value))
            {
                throw new DataException($"'{_values.Path}', row {index}: {value} is no finite number.");
            }
        }
    }
}
