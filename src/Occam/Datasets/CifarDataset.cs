namespace Occam.Datasets;

/// <summary>
/// CIFAR-10 and CIFAR-100 in their binary form: records of one label byte (CIFAR-100: a coarse and a fine one) and 3x32x32 pixels. Held in memory.
/// </summary>
public sealed class CifarDataset : ImageDataset
{
    private const int TenClasses = 10;
    private const int HundredClasses = 100;
    private static readonly ImageSize Shape = new(3, 32, 32);

    private readonly byte[] _records;
    private readonly int _labelBytes;

    private CifarDataset(byte[] records, int labelBytes, IReadOnlyList<string> classes)
    {
        (_records, _labelBytes, Classes) = (records, labelBytes, classes);
        Count = records.Length / (labelBytes + Shape.Bytes);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override ImageSize Size => Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>The folder with the files, which may be the one that the archive makes in a given one; null where there are none.</summary>
    public static string? Find(string folder) =>
        new[] { folder, Path.Combine(folder, "cifar-10-batches-bin"), Path.Combine(folder, "cifar-100-binary") }
            .FirstOrDefault(place => File.Exists(Path.Combine(place, "data_batch_1.bin")) || (File.Exists(Path.Combine(place, "train.bin")) && File.Exists(Path.Combine(place, "test.bin"))));

    /// <summary>Reads a split.</summary>
    /// <param name="folder">The folder with <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> and <c>test_batch.bin</c>, or with <c>train.bin</c> and <c>test.bin</c>; class names come from the text file beside them, where it is there.</param>
    /// <param name="train">Whether the training split is wanted, else the test split.</param>
    /// <exception cref="DataException">A file is missing or not what it has to be; the message names it.</exception>
    public static CifarDataset Read(string folder, bool train)
    {
        var hundred = !File.Exists(Path.Combine(folder, "data_batch_1.bin"));
        string[] names = hundred ? [train ? "train.bin" : "test.bin"] : train ? [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Where(name => File.Exists(Path.Combine(folder, name)))] : ["test_batch.bin"];
        var (labelBytes, count) = hundred ? (2, HundredClasses) : (1, TenClasses);
        byte[] records = [.. names.SelectMany(name => ReadRecords(Path.Combine(folder, name), labelBytes, count))];
        return new(records, labelBytes, ClassNames(Path.Combine(folder, hundred ? "fine_label_names.txt" : "batches.meta.txt"), count));
    }

    /// <inheritdoc/>
    public override int Label(int index) => _records[(index * (_labelBytes + Shape.Bytes)) + _labelBytes - 1];

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> pixels) =>
        _records.AsSpan((index * (_labelBytes + Shape.Bytes)) + _labelBytes, Shape.Bytes).CopyTo(pixels);

    private static byte[] ReadRecords(string path, int labelBytes, int classes)
    {
        var record = labelBytes + Shape.Bytes;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"'{path}' cannot be read: {e.Message}", e);
        }

        if (bytes.Length == 0 || bytes.Length % record != 0)
        {
            throw new DataException($"'{path}' has {bytes.Length:N0} bytes; a CIFAR-{classes} file has a multiple of {record:N0}: it is cut off, or no such file.");
        }

        for (var row = 0; row < bytes.Length / record; row++)
        {
            if (bytes[(row * record) + labelBytes - 1] >= classes)
            {
                throw new DataException($"'{path}', record {row}: the label is {bytes[(row * record) + labelBytes - 1]}; CIFAR-{classes} has 0 to {classes - 1}.");
            }
        }

        return bytes;
    }

    private static string[] ClassNames(string path, int count)
    {
        var names = File.Exists(path) ? File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray() : [];
        return names.Length == count ? names : [.. Enumerable.Range(0, count).Select(label => label.ToString())];
    }
}
