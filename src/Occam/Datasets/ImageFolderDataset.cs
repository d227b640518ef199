using Occam.Datasets.Images;

namespace Occam.Datasets;

/// <summary>
/// Image files (JPEG, PNG, BMP, WebP) in a folder. Where it has sub-folders, each is a class and its name the label (in ordinal order, from 0),
/// whatever depth the files have below; where it has none, the images are unlabelled. Decoded when first read, then kept in memory up to a limit.
/// </summary>
public sealed class ImageFolderDataset : ImageDataset
{
    private const long MemoryLimit = 1L << 30;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".bmp", ".webp" };

    private readonly string[] _files;
    private readonly int[] _labels;
    private readonly byte[]?[] _decoded;
    private readonly ImageDecoder _decoder;
    private long _kept;

    private ImageFolderDataset(string[] files, int[] labels, IReadOnlyList<string> classes, ImageSize size)
    {
        (_files, _labels, Classes, Size) = (files, labels, classes, size);
        _decoder = new(size);
        _decoded = new byte[]?[files.Length];
    }

    /// <inheritdoc/>
    public override int Count => _files.Length;

    /// <inheritdoc/>
    public override ImageSize Size { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>The files, in the order of the images.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Lists the image files of a folder; decodes nothing yet.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="size">
    /// The size that images are brought to: scaled so that they just cover it, then cropped at the centre; grey is 0.299 R + 0.587 G + 0.114 B;
    /// transparent places are black.
    /// </param>
    /// <exception cref="DataException">The folder is missing, or has no image files, or has some beside its class folders.</exception>
    public static ImageFolderDataset Read(string folder, ImageSize size)
    {
        if (!Directory.Exists(folder))
        {
            throw new DataException($"There is no folder '{folder}'.");
        }

        var classes = Directory.GetDirectories(folder).Where(HasImages).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray();
        var loose = Directory.EnumerateFiles(folder).Where(IsImage).Order(StringComparer.Ordinal).ToArray();
        if (classes.Length > 0 && loose.Length > 0)
        {
            throw new DataException($"'{folder}' has class folders ('{classes[0]}') and images beside them ('{Path.GetFileName(loose[0])}'). Move the images into a class folder, or elsewhere.");
        }

        var labelled = classes.SelectMany((name, label) => Images(Path.Combine(folder, name)).Select(file => (file, label))).ToArray();
        if (labelled.Length + loose.Length == 0)
        {
            throw new DataException($"'{folder}' has no images: wanted files named {string.Join(", ", Extensions.Select(extension => "*" + extension))}, in class folders or directly.");
        }

        return labelled.Length > 0
            ? new([.. labelled.Select(pair => pair.file)], [.. labelled.Select(pair => pair.label)], classes, size)
            : new(loose, [], [], size);
    }

    /// <inheritdoc/>
    public override int Label(int index) => HasLabels ? _labels[index] : Unlabelled;

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> pixels)
    {
        if (Volatile.Read(ref _decoded[index]) is not { } image)
        {
            if (Interlocked.Add(ref _kept, Size.Bytes) > MemoryLimit)
            {
                Interlocked.Add(ref _kept, -Size.Bytes);
                _decoder.Decode(_files[index], pixels[..Size.Bytes]);
                return;
            }

            image = new byte[Size.Bytes];
            _decoder.Decode(_files[index], image);
            Volatile.Write(ref _decoded[index], image);
        }

        image.CopyTo(pixels);
    }

    /// <inheritdoc/>
    public override ImageDataset Sized(int height, int width) =>
        height == Size.Height && width == Size.Width ? this : new ImageFolderDataset(_files, _labels, Classes, Size with { Height = height, Width = width });

    /// <summary>Whether a file has an extension of images.</summary>
    internal static bool IsImage(string path) => Extensions.Contains(Path.GetExtension(path));

    private static bool HasImages(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(IsImage);

    private static IEnumerable<string> Images(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsImage).Order(StringComparer.Ordinal);
}
