namespace Occam.Datasets;

/// <summary>Images of one size, 8 bits a channel, with or without labels. Reading is safe from several threads.</summary>
public abstract class ImageDataset : Dataset
{
    /// <summary>The size of every image.</summary>
    public abstract ImageSize Size { get; }

    /// <summary>Writes an image's pixels: channels (red first), rows, columns.</summary>
    /// <param name="index">The image, from 0.</param>
    /// <param name="pixels">Room for <see cref="ImageSize.Bytes"/> bytes.</param>
    /// <exception cref="DataException">The image cannot be read; the message names its file.</exception>
    public abstract void Read(int index, Span<byte> pixels);

    /// <summary>The same images with other numbers of pixels, where they come from files that have more. Default as they are.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public virtual ImageDataset Sized(int height, int width) => this;

    /// <inheritdoc/>
    public override Dataset Take(IReadOnlyList<int> indices) => new SubsetDataset(this, indices);
}
