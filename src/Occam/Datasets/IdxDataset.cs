namespace Occam.Datasets;

/// <summary>Grey images with labels from a pair of IDX files, the form in which MNIST and Fashion-MNIST come. Held in memory.</summary>
public sealed class IdxDataset : ImageDataset
{
    private readonly byte[] _images;
    private readonly byte[]? _labels;

    private IdxDataset(ImageSize size, byte[] images, byte[]? labels, IReadOnlyList<string> classes)
    {
        (Size, _images, _labels, Classes) = (size, images, labels, classes);
    }

    /// <inheritdoc/>
    public override int Count => _images.Length / Size.Bytes;

    /// <inheritdoc/>
    public override ImageSize Size { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>Reads a split, <c>SPLIT-images-idx3-ubyte[.gz]</c> and, where it is there, <c>SPLIT-labels-idx1-ubyte[.gz]</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split"><c>train</c> or, for the test split, <c>t10k</c>.</param>
    /// <exception cref="DataException">A file is missing or not what it has to be; the message names it.</exception>
    public static IdxDataset Read(string folder, string split)
    {
        var imagePath = Find(folder, $"{split}-images-idx3-ubyte")
            ?? throw new DataException($"'{folder}' has no file {split}-images-idx3-ubyte or {split}-images-idx3-ubyte.gz.");
        var (shape, images) = IdxFile.Read(imagePath, 3);
        var size = new ImageSize(1, shape[1], shape[2]);
        if (Find(folder, $"{split}-labels-idx1-ubyte") is not { } labelPath)
        {
            return new(size, images, null, []);
        }

        var (_, labels) = IdxFile.Read(labelPath, 1);
        if (labels.Length != shape[0])
        {
            throw new DataException($"'{labelPath}' has {labels.Length:N0} labels, but '{imagePath}' has {shape[0]:N0} images.");
        }

        return new(size, images, labels, [.. Enumerable.Range(0, labels.Max() + 1).Select(label => label.ToString())]);
    }

    /// <summary>Whether a folder holds the images of a split.</summary>
    public static bool Exists(string folder, string split) => Find(folder, $"{split}-images-idx3-ubyte") is not null;

    /// <inheritdoc/>
    public override int Label(int index) => _labels?[index] ?? Unlabelled;

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> pixels) => _images.AsSpan(index * Size.Bytes, Size.Bytes).CopyTo(pixels);

    private static string? Find(string folder, string name) =>
        new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".gz") }.FirstOrDefault(File.Exists);
}
