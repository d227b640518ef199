using Occam.Datasets.Loading;

namespace Occam.Datasets;

/// <summary>Some tensors of a data set.</summary>
/// <param name="source">The data set.</param>
/// <param name="indices">The examples of it, in the order wanted.</param>
public sealed class TensorSubset(TensorDataset source, IReadOnlyList<int> indices) : TensorDataset
{
    /// <inheritdoc/>
    public override int Count => indices.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Shape => source.Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => source.Classes;

    /// <inheritdoc/>
    public override Normalisation? Normalisation => source.Normalisation;

    /// <inheritdoc/>
    public override int Label(int index) => source.Label(indices[index]);

    /// <inheritdoc/>
    public override void Read(int index, Span<float> values) => source.Read(indices[index], values);
}
