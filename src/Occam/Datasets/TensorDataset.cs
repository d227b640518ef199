using Occam.Datasets.Loading;

namespace Occam.Datasets;

/// <summary>Examples that are float tensors of one shape, used as they are: rows of a table, recorded inputs, features. Reading is safe from several threads.</summary>
public abstract class TensorDataset : Dataset
{
    /// <summary>The sizes of an example, without the batch axis.</summary>
    public abstract IReadOnlyList<long> Shape { get; }

    /// <summary>Numbers an example.</summary>
    public int Numbers => checked((int)Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>What the numbers were normalised with when the data was opened, one number a column: input = (x - mean) / deviation; null where they are as in the file.</summary>
    public virtual Normalisation? Normalisation => null;

    /// <summary>Writes an example's numbers in row-major order.</summary>
    /// <param name="index">The example, from 0.</param>
    /// <param name="values">Room for <see cref="Numbers"/>.</param>
    /// <exception cref="DataException">The example cannot be read; the message names its file and row.</exception>
    public abstract void Read(int index, Span<float> values);

    /// <inheritdoc/>
    public override Dataset Take(IReadOnlyList<int> indices) => new TensorSubset(this, indices);
}
