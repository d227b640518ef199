namespace Occam.Datasets;

/// <summary>Examples that a network learns from, with or without labels: images or tensors. Reading is safe from several threads.</summary>
public abstract class Dataset
{
    /// <summary>The label of an example that has none.</summary>
    public const int Unlabelled = -1;

    /// <summary>The number of examples.</summary>
    public abstract int Count { get; }

    /// <summary>The class names by label; empty where the examples have no labels.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Whether every example has a label.</summary>
    public bool HasLabels => Classes.Count > 0;

    /// <summary>The label of an example, from 0, or <see cref="Unlabelled"/>.</summary>
    public abstract int Label(int index);

    /// <summary>Some of the examples, in the order wanted.</summary>
    /// <param name="indices">Which.</param>
    public abstract Dataset Take(IReadOnlyList<int> indices);
}
