namespace Occam.Datasets;

/// <summary>Some images of a data set.</summary>
/// <param name="source">The data set.</param>
/// <param name="indices">The images of it, in the order wanted.</param>
public sealed class SubsetDataset(ImageDataset source, IReadOnlyList<int> indices) : ImageDataset
{
    /// <inheritdoc/>
    public override int Count => indices.Count;

    /// <inheritdoc/>
    public override ImageSize Size => source.Size;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => source.Classes;

    /// <inheritdoc/>
    public override int Label(int index) => source.Label(indices[index]);

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> pixels) => source.Read(indices[index], pixels);

    /// <inheritdoc/>
    public override ImageDataset Sized(int height, int width) => source.Sized(height, width) is var sized && ReferenceEquals(sized, source) ? this : new SubsetDataset(sized, indices);
}
