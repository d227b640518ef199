namespace Occam.Datasets;

/// <summary>Images of one size, 8 bits a channel, with or without labels. Reading is safe from several threads.</summary>
public abstract class ImageDataset
{
    /// <summary>The label of an image that has none.</summary>
    public const int Unlabelled = -1;

    /// <summary>The number of images.</summary>
    public abstract int Count { get; }

    /// <summary>The size of every image.</summary>
    public abstract ImageSize Size { get; }

    /// <summary>The class names by label; empty where the images have no labels.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Whether every image has a label.</summary>
    public bool HasLabels => Classes.Count > 0;

    /// <summary>The label of an image, from 0, or <see cref="Unlabelled"/>.</summary>
    public abstract int Label(int index);

    /// <summary>Writes an image's pixels: channels (red first), rows, columns.</summary>
    /// <param name="index">The image, from 0.</param>
    /// <param name="pixels">Room for <see cref="ImageSize.Bytes"/> bytes.</param>
    /// <exception cref="DataException">The image cannot be read; the message names its file.</exception>
    public abstract void Read(int index, Span<byte> pixels);
}
