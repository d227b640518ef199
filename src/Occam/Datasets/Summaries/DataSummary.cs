using Occam.Datasets.Images;
using Occam.Datasets.Tables;
using Occam.Datasets.Tensors;

namespace Occam.Datasets.Summaries;

/// <summary>What a folder or file of data holds, found without a network that it is for.</summary>
/// <param name="Form">The form, in words.</param>
/// <param name="Input">How a network for it is fed.</param>
/// <param name="Data">The data, cut as it is for training.</param>
public sealed record DataSummary(string Form, InputSpec Input, DataSplits Data)
{
    private const int Largest = 256;

    /// <summary>Looks at data.</summary>
    /// <param name="path">The folder or file, as for <see cref="DataSource"/>.</param>
    /// <param name="table">How tables are read.</param>
    /// <exception cref="DataException">There is no data, or it is damaged; the message says what and where.</exception>
    public static DataSummary Of(string path, TableOptions? table = null)
    {
        var (form, input) = Find(path, table ?? new());
        return new(form, input, DataSource.Open(path, input, table));
    }

    /// <summary>Examples of each class in a part of the data, in the order of the labels; empty without labels.</summary>
    public static IReadOnlyList<int> CountByClass(Dataset data)
    {
        var counts = new int[data.Classes.Count];
        for (var i = 0; i < data.Count && counts.Length > 0; i++)
        {
            counts[data.Label(i)]++;
        }

        return counts;
    }

    private static (string Form, InputSpec Input) Find(string path, TableOptions table)
    {
        if (Directory.Exists(path))
        {
            if (new[] { "train", "t10k" }.FirstOrDefault(split => IdxDataset.Exists(path, split)) is { } idx)
            {
                return ("IDX files", new() { Size = IdxDataset.Read(path, idx).Size });
            }

            if (CifarDataset.Find(path) is not null)
            {
                return ("CIFAR's binary files", new() { Size = new(3, 32, 32) });
            }

            if (RecordedInputs.Find(path).Count > 0)
            {
                return ("recorded inputs", Tensors(RecordedInputs.ReadExamples(path)));
            }

            var files = new[] { ".npz", ".npy", ".csv", ".tsv", ".parquet" }.Select(extension => Path.Combine(path, "train" + extension)).FirstOrDefault(File.Exists);
            return files is null ? ("image files", new() { Size = FirstSize(path) }) : Find(files, table);
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" or ".npy" when File.Exists(path) => Array(path),
            ".csv" or ".tsv" or ".parquet" when File.Exists(path) => ("table", Tensors(TableDataset.Read(path, table))),
            _ => throw new DataException($"There is no data '{path}'. Wanted is a folder, or a .npz, .npy, .csv, .tsv or .parquet file."),
        };
    }

    private static (string Form, InputSpec Input) Array(string path)
    {
        try
        {
            if (ArraySource.Open(path, asImages: true).All is ImageDataset images)
            {
                return ("8-bit images in an array", new() { Size = images.Size });
            }
        }
        catch (DataException)
        {
            // 8-bit numbers that are no images: tensors
        }

        return ("tensors in an array", Tensors((TensorDataset)ArraySource.Open(path, asImages: false).All));
    }

    private static InputSpec Tensors(TensorDataset data) => new() { Size = default, Shape = data.Shape };

    // Image files may differ in size; they are shown at the first one's, if it is not too large.
    private static ImageSize FirstSize(string folder)
    {
        var first = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(ImageFolderDataset.IsImage).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new DataException($"'{folder}' has no data that Occam knows: no IDX, CIFAR, .npz, .npy, .csv, .parquet or image files.");
        var (width, height) = ImageDecoder.SizeOf(first);
        return new(3, Math.Min(height, Largest), Math.Min(width, Largest));
    }
}
